package dev.lockstep.failover;

import dev.lockstep.api.limit.Limit;

/** The bounds of failover. */
public final class FailoverLimits {
    public static final Limit ENTRY_BYTES =
            new Limit(
                    "failover.entry.bytes.max",
                    16L << 20,
                    "bytes",
                    "one entry of a project's journal");
    public static final Limit RANGE_RECORDS =
            new Limit(
                    "failover.range.records.max",
                    4096,
                    "records",
                    "records of an input topic that one entry takes");
    public static final Limit FIRST_RANGE_RECORDS =
            new Limit(
                    "failover.range.first.records.max",
                    128,
                    "records",
                    "records of each input topic that an engine takes with the entry by which it"
                            + " comes to reign");
    public static final Limit BATCH_BYTES =
            new Limit(
                    "failover.batch.bytes.max",
                    8L << 20,
                    "bytes",
                    "input, entries and output that wait for one transaction; a larger record goes"
                            + " alone");
    public static final Limit READ_AHEAD_BYTES =
            new Limit(
                    "failover.read.ahead.bytes.max",
                    32L << 20,
                    "bytes",
                    "what is read ahead of each input topic and of the journal");
    public static final Limit DEAF_MILLIS =
            new Limit(
                    "failover.fetch.answer.wait.max",
                    5_000,
                    "milliseconds",
                    "how long fetches may go unanswered before a consumer is replaced");
    public static final Limit BROKER_SILENCE_MILLIS =
            new Limit(
                    "failover.broker.silence.max",
                    300,
                    "milliseconds",
                    "how long nothing at all may come from the brokers, though it was asked for,"
                            + " before an engine holds itself for cut off from them");
    public static final Limit OFFERED_PAYLOADS =
            new Limit(
                    "failover.payloads.waiting.max",
                    1024,
                    "payloads",
                    "payloads that wait to be decided; their publishers wait, too");
    public static final Limit CLIENTS =
            new Limit(
                    "failover.clients.max",
                    10_000,
                    "clients",
                    "publishers whose last message is remembered, so that a repeat is known");

    public static final Limit CLIENT_CHARS =
            new Limit(
                    "failover.client.name.chars.max",
                    1024,
                    "characters",
                    "the name by which a publisher's repeats are known");

    private FailoverLimits() {}
}
