/**
 * One engine's part in one project's failover: follows the journal, decides it while it reigns, and
 * lets nothing be seen before it is committed. {@link dev.lockstep.failover.replica.Replica} is the
 * whole; {@link dev.lockstep.failover.replica.Stepper} is the only place where an entry reaches the
 * model, whoever decided it. Invariant: state is a function of the entries stepped, and the entries
 * stepped are the committed ones, but for what an active has under way.
 */
@NullMarked
package dev.lockstep.failover.replica;

import org.jspecify.annotations.NullMarked;
