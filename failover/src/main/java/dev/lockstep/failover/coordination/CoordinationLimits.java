package dev.lockstep.failover.coordination;

import dev.lockstep.api.limit.Limit;

/** The bounds of coordination. */
public final class CoordinationLimits {
    public static final Limit MEMBER_BYTES =
            new Limit(
                    "failover.member.bytes.max",
                    4096,
                    "bytes",
                    "what an engine tells of itself to the coordinator");
    public static final Limit MEMBERS =
            new Limit(
                    "failover.members.max",
                    256,
                    "engines",
                    "engines of all projects that one coordinator is asked for");

    private CoordinationLimits() {}
}
