/**
 * The direct connections between the engines of a project: they show within milliseconds that the
 * one that reigns is gone, and hand snapshots over. A hint only, like every detector: Kafka decides
 * who may commit. {@link dev.lockstep.failover.link.Link} is the entry; peers prove that they know
 * a shared secret ({@link dev.lockstep.failover.link.Handshake}), and every frame behind that
 * carries a proof of its own ({@link dev.lockstep.failover.link.Seal}).
 */
@NullMarked
package dev.lockstep.failover.link;

import org.jspecify.annotations.NullMarked;
