package dev.lockstep.server.run;

import dev.lockstep.api.limit.Limit;

/** Bounds of a run. */
final class RunLimits {
    static final Limit FEED_BLOCKS =
            new Limit(
                    "run.publisher.queue.blocks.max",
                    128,
                    "blocks",
                    "blocks that a publisher is ahead of the engine");
    static final Limit DRAIN_BLOCKS =
            new Limit(
                    "run.subscriber.queue.blocks.max",
                    128,
                    "blocks",
                    "blocks that a subscriber is behind the engine");
    static final Limit QUEUE_BYTES =
            new Limit(
                    "run.queue.bytes.max",
                    64L << 20,
                    "bytes",
                    "blocks of more than 64 KiB that wait in one queue; a larger one waits alone");

    private RunLimits() {}
}
