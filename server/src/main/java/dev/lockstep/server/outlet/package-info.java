/**
 * Subscribers of a replicated project that are no bus. Nothing reaches them before it is committed.
 * {@link dev.lockstep.server.outlet.FileOutlet} writes a plain file exactly once, whoever writes
 * it; {@link dev.lockstep.server.outlet.StreamOutlet} does what it can for all others.
 */
@NullMarked
package dev.lockstep.server.outlet;

import org.jspecify.annotations.NullMarked;
