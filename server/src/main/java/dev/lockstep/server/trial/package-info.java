/**
 * Trials of failover with real processes: engines that can be hurt, a publisher, a naive observer
 * of the output, and a comparison with an engine that nothing happened to. The demonstration, the
 * tests with real faults and the benchmarks use it.
 */
@NullMarked
package dev.lockstep.server.trial;

import org.jspecify.annotations.NullMarked;
