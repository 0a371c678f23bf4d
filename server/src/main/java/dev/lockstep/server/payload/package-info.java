/**
 * Publishers of a replicated project that are no bus: what they publish becomes payloads of the
 * journal. {@link dev.lockstep.server.payload.Payloads} is the whole of it: it starts them where
 * the replica is active, numbers their rows, and offers again what was not acknowledged.
 */
@NullMarked
package dev.lockstep.server.payload;

import org.jspecify.annotations.NullMarked;
