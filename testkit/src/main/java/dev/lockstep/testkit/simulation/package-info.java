/**
 * Failover in virtual time: engines, a bus and everybody who talks to them, in one thread, with all
 * that happens drawn from a seed. {@link dev.lockstep.testkit.simulation.Simulation} runs one seed
 * and throws a {@link dev.lockstep.testkit.simulation.Violation} where a promise is broken.
 */
@NullMarked
package dev.lockstep.testkit.simulation;

import org.jspecify.annotations.NullMarked;
