/** Copy windows: a window's rows again, under a retention policy of their own (semantics 2.2). */
@NullMarked
package dev.lockstep.engine.window.copy;

import org.jspecify.annotations.NullMarked;
