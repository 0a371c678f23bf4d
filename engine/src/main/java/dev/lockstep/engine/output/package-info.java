/** What happens to a window's output before its edges: insert-only and splitters. */
@NullMarked
package dev.lockstep.engine.output;

import org.jspecify.annotations.NullMarked;
