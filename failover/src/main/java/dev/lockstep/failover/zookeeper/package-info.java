/**
 * Coordination by ZooKeeper, on the paths that are published for the other product: {@code
 * /ESP/server-n_0000000030}, ephemeral and numbered; each standby watches the node before it.
 */
@NullMarked
package dev.lockstep.failover.zookeeper;

import org.jspecify.annotations.NullMarked;
