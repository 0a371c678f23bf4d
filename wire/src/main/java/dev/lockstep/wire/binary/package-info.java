/**
 * Lockstep's own binary form of blocks: columns as they are, little-endian. {@link
 * dev.lockstep.wire.binary.BlockCodec} is the content alone, as journals hold it; files hold frames
 * with magic, version, length, schema fingerprint and CRC32C.
 */
@NullMarked
package dev.lockstep.wire.binary;

import org.jspecify.annotations.NullMarked;
