/** Compute windows (semantics 2.4). */
@NullMarked
package dev.lockstep.engine.window.compute;

import org.jspecify.annotations.NullMarked;
