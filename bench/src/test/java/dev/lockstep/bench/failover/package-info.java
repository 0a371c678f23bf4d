/** Tests of the measurement of failover: that it computes what it says and sees what is wrong. */
@NullMarked
package dev.lockstep.bench.failover;

import org.jspecify.annotations.NullMarked;
