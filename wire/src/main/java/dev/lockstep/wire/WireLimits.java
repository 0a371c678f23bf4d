package dev.lockstep.wire;

import dev.lockstep.api.limit.Limit;

/** The bounds of the codecs. */
public final class WireLimits {
    /** The longest line of a text format, and so the most that a decoder keeps of its input. */
    public static final Limit LINE_BYTES =
            new Limit("wire.line.bytes.max", 8L << 20, "bytes", "length of one line of input");

    public static final Limit FIELD_BYTES =
            new Limit("wire.field.bytes.max", 4L << 20, "bytes", "length of one value of input");

    public static final Limit DEPTH =
            new Limit("wire.depth.max", 16, "levels", "nesting of an XML or JSON document");

    public static final Limit BLOCK_BYTES =
            new Limit(
                    "wire.block.bytes.max",
                    256L << 20,
                    "bytes",
                    "length of one binary block or" + " journal entry");

    /** After so many bytes of variable length a block is full whatever its number of rows. */
    public static final Limit ARENA_BYTES =
            new Limit("wire.arena.bytes.max", 64L << 20, "bytes", "text and blobs of one block");

    public static final Limit BAD_TEXT_CHARS =
            new Limit("wire.bad-text.chars.max", 200, "characters", "bad input that is shown");

    private WireLimits() {}
}
