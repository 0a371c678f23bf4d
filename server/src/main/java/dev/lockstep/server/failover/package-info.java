/**
 * Projects in hot failover: joins the engine, the core of failover and the outside. {@link
 * dev.lockstep.server.failover.ReplicatedRuntime} is the composition root of one project; {@link
 * dev.lockstep.server.failover.FailoverPlan} says what it consists of.
 */
@NullMarked
package dev.lockstep.server.failover;

import org.jspecify.annotations.NullMarked;
