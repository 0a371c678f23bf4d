/**
 * Hot failover of one project: who decides the journal, and what may be seen of its output. The
 * core is pure: facts in, effects out, time as an argument. Read {@link
 * dev.lockstep.failover.replica} next. Kafka, ZooKeeper and the network are adapters in
 * sub-packages that nothing in the core imports.
 */
@NullMarked
package dev.lockstep.failover;

import org.jspecify.annotations.NullMarked;
