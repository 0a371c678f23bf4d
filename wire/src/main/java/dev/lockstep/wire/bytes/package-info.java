/**
 * Where bytes come from and go to: {@link dev.lockstep.wire.bytes.ByteInput} can tell that nothing
 * waits, so that partial blocks need not; {@link dev.lockstep.wire.bytes.ByteSink} is a buffer that
 * grows and is used again.
 */
@NullMarked
package dev.lockstep.wire.bytes;

import org.jspecify.annotations.NullMarked;
