/** Union windows: several inputs of one schema as one stream (semantics 2.7). */
@NullMarked
package dev.lockstep.engine.window.union;

import org.jspecify.annotations.NullMarked;
