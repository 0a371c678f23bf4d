/** Filter windows (semantics 2.3). */
@NullMarked
package dev.lockstep.engine.window.filter;

import org.jspecify.annotations.NullMarked;
