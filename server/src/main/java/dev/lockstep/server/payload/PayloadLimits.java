package dev.lockstep.server.payload;

import dev.lockstep.api.limit.Limit;

/** Bounds of payloads. */
public final class PayloadLimits {
    public static final Limit OPEN_PAYLOADS =
            new Limit(
                    "payload.open.max",
                    256,
                    "payloads",
                    "what one publisher is ahead of the journal's commits");
    public static final Limit OPEN_BYTES =
            new Limit(
                    "payload.open.bytes.max",
                    16L << 20,
                    "bytes",
                    "the same in bytes; a larger payload goes alone");
    public static final Limit SENT_PAYLOADS =
            new Limit(
                    "payload.sent.max",
                    768,
                    "payloads",
                    "what all publishers of a project have offered to its replica and is not"
                            + " committed yet");

    private PayloadLimits() {}
}
