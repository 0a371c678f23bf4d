package dev.lockstep.server.project;

import java.util.List;

/**
 * Where a project in failover stands, as one of its engines sees it.
 *
 * @param engine this engine's name
 * @param role of {@code dev.lockstep.failover.role.Role}, by name
 * @param reason why it has that role; for people
 * @param reigning the engine that reigns, or reigned last; empty before the first
 * @param entries of the journal that this engine has stepped
 * @param committed of these, how many it knows to be committed
 * @param takeovers how often this engine has come to reign
 * @param takeoverMillis how long its last take-over took, from suspicion to its first commit; -1
 *     before the first
 * @param problems what somebody should look after, as sentences
 * @param members all engines of the project that are there
 */
public record FailoverReport(
        String engine,
        String role,
        String reason,
        int epoch,
        String reigning,
        long entries,
        long committed,
        int takeovers,
        double takeoverMillis,
        List<String> problems,
        List<Member> members) {
    public FailoverReport {
        problems = List.copyOf(problems);
        members = List.copyOf(members);
    }

    /**
     * An engine as the coordinator and the links know it.
     *
     * @param address of its link; empty if it has none
     * @param isPaused whether it was told to stay where it is: it takes nothing over
     * @param isLinked whether there is a link to it
     */
    public record Member(
            String engine,
            String address,
            String role,
            int epoch,
            long entries,
            boolean isPaused,
            boolean isLinked) {}
}
