/**
 * Aggregate windows (semantics 2.5): one output row a group, changed once for each cause that
 * touches the group. The functions are in {@link dev.lockstep.engine.window.aggregate.function}.
 */
@NullMarked
package dev.lockstep.engine.window.aggregate;

import org.jspecify.annotations.NullMarked;
