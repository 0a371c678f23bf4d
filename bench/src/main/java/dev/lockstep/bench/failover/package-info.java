/**
 * {@code bench failover}: gaps of take-overs, latency, throughput, catching up, snapshots and
 * restoring, of real processes on local brokers. Each part checks every row of the output that it
 * measures; a part whose output is not what it should be has no figures.
 */
@NullMarked
package dev.lockstep.bench.failover;

import org.jspecify.annotations.NullMarked;
