package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.coordination.Coordination;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.detection.Detection;
import dev.lockstep.failover.detection.DetectionSettings;
import dev.lockstep.failover.link.LinkSettings;
import dev.lockstep.failover.link.PeerStatus;
import dev.lockstep.failover.link.SnapshotSource;
import dev.lockstep.failover.link.Status;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.server.project.FailoverReport;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The other engines of a project: finds them by the coordinator, keeps a link to each, and makes
 * facts for the replica of what it learns. None of that decides who may commit.
 */
final class Peers implements AutoCloseable {
    private final Detection detection;
    private final ExecutorService teller;

    /**
     * Begins to tell of this engine and to hear of the others.
     *
     * @param peers addresses of links besides those that the coordinator names
     * @param coordination is closed with this
     * @param view what this engine is, at any time
     * @param states what other engines are given that ask for this one's
     * @param sink thread-safe
     */
    Peers(
            LinkSettings settings,
            List<String> peers,
            Coordination coordination,
            Supplier<ReplicaThread.View> view,
            SnapshotSource states,
            Consumer<Fact> sink) {
        this.teller =
                Executors.newSingleThreadExecutor(
                        r ->
                                Thread.ofPlatform()
                                        .name("teller " + settings.project())
                                        .daemon()
                                        .unstarted(r));
        this.detection =
                Detection.start(
                        new DetectionSettings(settings, peers, System.currentTimeMillis() * 1000),
                        coordination,
                        () -> status(view.get()),
                        states,
                        sink);
    }

    private static Status status(ReplicaThread.View v) {
        return new Status(
                v.role(),
                v.epoch(),
                v.reigns(),
                v.index(),
                v.committedIndex(),
                v.isPaused(),
                v.isCutOff());
    }

    /** Tells the others at once that this engine's role has changed; does not wait. */
    void changed() {
        // the replica's thread must not wait for those who tell it something
        if (!teller.isShutdown()) {
            teller.execute(detection::changed);
        }
    }

    /** Whether this engine is the last in line of those that could take over. */
    boolean isLastInLine() {
        return detection.isLastInLine();
    }

    /** Whether no other engine of the project is known to live. */
    boolean areNone() {
        return detection.members().size() <= 1;
    }

    /** The engine to hand over to; empty for any. */
    String successor() {
        return detection.nextInLine();
    }

    /** Linked engines that may give their state, best first. */
    List<PeerStatus> givers() {
        return detection.link().snapshotPeers();
    }

    /**
     * Takes the state of another engine.
     *
     * @return where it says that it stands
     * @throws LockstepException if none came, or not all of it
     */
    long takeSnapshot(PeerStatus peer, OutputStream target) {
        return detection.link().takeSnapshot(peer, target);
    }

    /** All engines of the project that are there, this one included, as they are known. */
    List<FailoverReport.Member> report() {
        List<PeerStatus> linked = detection.link().linked();
        List<FailoverReport.Member> all = new ArrayList<>();
        for (Member m : detection.members()) {
            boolean isLinked = linked.stream().anyMatch(p -> p.engine().equals(m.engine()));
            all.add(
                    new FailoverReport.Member(
                            m.engine(),
                            m.address(),
                            m.role().name(),
                            m.epoch(),
                            m.index(),
                            m.isPaused(),
                            isLinked));
        }
        return all;
    }

    /** Says that this engine stops, and ends. */
    @Override
    public void close() {
        teller.shutdownNow();
        detection.leave();
    }
}
