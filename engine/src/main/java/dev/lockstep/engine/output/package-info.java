/**
 * What happens to a window's output before its edges: insert-only, collapsed updates, splitters.
 */
@NullMarked
package dev.lockstep.engine.output;

import org.jspecify.annotations.NullMarked;
