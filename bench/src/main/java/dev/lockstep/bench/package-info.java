/** JMH benchmarks and side-by-side peers. */
@NullMarked
package dev.lockstep.bench;

import org.jspecify.annotations.NullMarked;
