/** The journal entry at hand as windows see it. */
@NullMarked
package dev.lockstep.engine.step;

import org.jspecify.annotations.NullMarked;
