/** What retained rows cost: heap, and time to insert as they become many. */
@NullMarked
package dev.lockstep.bench.memory;

import org.jspecify.annotations.NullMarked;
