/** Tests of the measurement of memory: that it measures what it says. */
@NullMarked
package dev.lockstep.bench.memory;

import org.jspecify.annotations.NullMarked;
