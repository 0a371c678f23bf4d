package dev.lockstep.server.outlet;

import dev.lockstep.api.limit.Limit;

/** Bounds of outlets. */
public final class OutletLimits {
    public static final Limit TAIL_BYTES =
            new Limit(
                    "outlet.file.tail.bytes.max",
                    16L << 20,
                    "bytes",
                    "the end of a file's committed content that every engine keeps, to complete the"
                            + " file when it takes over");
    public static final Limit BEHIND_BYTES =
            new Limit(
                    "outlet.behind.bytes.max",
                    64L << 20,
                    "bytes",
                    "what a file or a subscriber is behind the active before it is given up;"
                            + " publishers are held at a quarter");

    private OutletLimits() {}
}
