package dev.lockstep.connectors.adapter;

import dev.lockstep.api.limit.Limit;

/** The bounds of adapters. */
public final class AdapterLimits {
    public static final Limit TRANSPORT_FILE =
            new Limit(
                    "adapter.transport.file.bytes.max",
                    1 << 20,
                    "bytes",
                    "a transport's configuration file");
    public static final Limit SCHEMA_WAIT_MILLIS =
            new Limit(
                    "adapter.schema.wait.max",
                    30_000,
                    "milliseconds",
                    "how long an adapter with an input that ends asks for its window's schema");
    public static final Limit METADATA_BYTES =
            new Limit(
                    "adapter.metadata.bytes.max",
                    4 << 20,
                    "bytes",
                    "a record of a topic of metadata");
    public static final Limit GROUP_SILENCE_MILLIS =
            new Limit(
                    "adapter.group.silence.max",
                    1_000,
                    "milliseconds",
                    "silence of the adapter that writes before another one of its group takes"
                            + " over");
    public static final Limit GROUP_BATCH_BLOCKS =
            new Limit(
                    "adapter.group.batch.max",
                    1_000,
                    "blocks",
                    "blocks that a group's adapter commits together");
    public static final Limit WAITING_BLOCKS =
            new Limit(
                    "adapter.blocks.waiting.max",
                    1_000,
                    "blocks",
                    "blocks between reading and writing of an adapter that subscribes");

    private AdapterLimits() {}
}
