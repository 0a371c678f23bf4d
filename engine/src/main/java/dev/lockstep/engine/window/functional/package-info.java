/** The functional window: rows made by function contexts and event loops. */
@NullMarked
package dev.lockstep.engine.window.functional;

import org.jspecify.annotations.NullMarked;
