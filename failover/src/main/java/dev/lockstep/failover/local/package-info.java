/**
 * The journal of a server that has no bus: files of this machine. {@link
 * dev.lockstep.failover.local.LocalBus} performs the same effects as a bus of brokers does; who
 * holds the folder's lock is who may commit, and what is committed has been forced to the disk.
 */
@NullMarked
package dev.lockstep.failover.local;

import org.jspecify.annotations.NullMarked;
