/**
 * Who else runs a project, and in which order they try to take over. What is learned here is only
 * ever a hint: who may commit is decided by Kafka. {@link
 * dev.lockstep.failover.coordination.Coordination} is the port; {@link
 * dev.lockstep.failover.coordination.Membership} makes facts of what it tells.
 */
@NullMarked
package dev.lockstep.failover.coordination;

import org.jspecify.annotations.NullMarked;
