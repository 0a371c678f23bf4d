/**
 * Who an engine is in its project's failover, and when that changes. {@link
 * dev.lockstep.failover.role.RoleMachine} is a pure function of time and situation; every arrow
 * between roles stands in {@link dev.lockstep.failover.role.Role}, with what must hold on it in
 * {@link dev.lockstep.failover.role.Arrows}.
 */
@NullMarked
package dev.lockstep.failover.role;

import org.jspecify.annotations.NullMarked;
