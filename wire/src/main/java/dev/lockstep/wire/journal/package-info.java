/**
 * The journal file: magic {@code LSJL}, version (2 bytes), 2 bytes of zero; then entries of length
 * (4), CRC32C (4) and content. The content is a kind byte and the entry's fields, little-endian; a
 * source's schema stands once, before its first block, so that a journal can be read without a
 * model.
 */
@NullMarked
package dev.lockstep.wire.journal;

import org.jspecify.annotations.NullMarked;
