/**
 * Lockstep's own binary form of blocks: columns as they are, little-endian. {@link
 * dev.lockstep.wire.binary.BlockCodec} is the content alone, as journals hold it; files and message
 * buses hold frames ({@link dev.lockstep.wire.binary.BinaryFrame}) with magic, version, schema
 * fingerprint, message id, length and CRC32C.
 */
@NullMarked
package dev.lockstep.wire.binary;

import org.jspecify.annotations.NullMarked;
