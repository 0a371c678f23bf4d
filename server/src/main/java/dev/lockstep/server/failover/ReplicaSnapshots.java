package dev.lockstep.server.failover;

import dev.lockstep.failover.link.SnapshotSource;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.persist.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A replica's snapshots: taken on schedule and when asked, given to other engines, joined from. */
final class ReplicaSnapshots implements SnapshotSource, Recovery.Elsewhere, AutoCloseable {
    private final PeerStates.Parts parts;
    private final SnapshotPolicy policy;
    private final SnapshotShelf shelf;
    private final SnapshotNotes notes;
    private final SnapshotTaking taking;
    private final Recovery recovery;
    private final PeerStates peers;
    private final HistoryWatch history;
    private @Nullable Shadowing shadowing;
    private Shadowing.@Nullable Working working;
    private volatile @Nullable SnapshotSchedule schedule;

    /** So many looks in a row found an active without others; of the schedule's thread. */
    private int aloneFor;

    ReplicaSnapshots(
            PeerStates.Parts parts,
            ModelFactory factory,
            OtherConnectors connectors,
            SnapshotPolicy policy) {
        this.parts = parts;
        this.policy = policy;
        this.shelf = new SnapshotShelf(parts.project());
        this.notes = new SnapshotNotes(parts.project());
        this.taking = new SnapshotTaking(parts, factory, connectors);
        this.recovery = new Recovery(parts, factory, shelf, notes);
        this.peers = new PeerStates(parts, recovery, taking, shelf, policy.folder());
        this.history = new HistoryWatch(parts, shelf, policy.keep(), notes);
        Path own = policy.folder();
        if (own != null) {
            shelf.add(own);
        }
    }

    /** Has large ones taken beside the engine from now on; before the start. */
    void beside(Shadowing other, Shadowing.Working engine) {
        shadowing = other;
        working = engine;
    }

    /** Looks for snapshots there, too, from now on. */
    void lookIn(Path parent) {
        shelf.add(parent);
    }

    Recovery recovery() {
        return recovery;
    }

    SnapshotNotes notes() {
        return notes;
    }

    /** Begins to take snapshots on schedule, where that is wanted. */
    void start() {
        history.look();
        schedule = SnapshotSchedule.start(parts.project(), policy, new OnSchedule(), this::trim);
    }

    private void trim(long journalNext) {
        parts.ground().trim(journalNext);
    }

    /** Takes a snapshot now, that somebody waits for. */
    Path persist(Path folder) throws InterruptedException {
        return take(folder, false, FailoverServerLimits.FROM_START_BYTES.defaultValue()).folder();
    }

    /**
     * @param fromStart bytes of journal that are rather gone through than to have the engine write,
     *     where there is no snapshot to go on from
     */
    private SnapshotTaking.Taken take(Path folder, boolean isTried, long fromStart)
            throws InterruptedException {
        SnapshotTaking.Taken taken = takeByWhoever(folder, isTried, fromStart);
        notes.still(taken.stillNanos());
        return taken;
    }

    private SnapshotTaking.Taken takeByWhoever(Path folder, boolean isTried, long fromStart)
            throws InterruptedException {
        Shadowing beside = shadowing;
        Shadowing.Working at = working;
        if (beside == null || at == null) {
            return taking.take(folder, isTried);
        }
        Path loaded = recovery.loaded();
        if (loaded != null && beside.base() == null) {
            beside.base(loaded);
        }
        ShadowWork.Done done = beside.take(folder, fromStart, at);
        if (done != null) {
            return new SnapshotTaking.Taken(done.folder(), done.index(), done.journalNext(), 0);
        }
        SnapshotTaking.Taken taken = taking.take(folder, isTried);
        beside.took(taken.stillNanos());
        beside.base(taken.folder());
        return taken;
    }

    /** Waits until files hold all output that they are to hold. */
    void awaitWritten() throws InterruptedException {
        taking.awaitWritten();
    }

    private final class OnSchedule implements SnapshotSchedule.Taking {
        @Override
        public long take(Path folder) throws InterruptedException {
            if (!isMine()) {
                return SnapshotSchedule.NOT_NOW;
            }
            long begun = System.nanoTime();
            SnapshotTaking.Taken taken =
                    ReplicaSnapshots.this.take(folder, policy.isTried(), Long.MAX_VALUE);
            notes.taken(taken.index(), System.nanoTime() - begun);
            return taken.journalNext();
        }

        @Override
        public void failed(String why) {
            notes.failed(why);
        }

        @Override
        public void look() {
            history.look();
        }
    }

    /**
     * Among several engines the last in line takes snapshots. An active does if nobody else has
     * been there for a whole period, since the journal would grow for ever without any, or end
     * before one was taken.
     */
    private boolean isMine() {
        Peers others = parts.ground().peers();
        if (others == null) {
            return true;
        }
        Role role = parts.replica().view().role();
        aloneFor = role == Role.ACTIVE && others.areNone() ? aloneFor + 1 : 0;
        boolean isLast = role == Role.STANDBY && others.isLastInLine();
        return (isLast || aloneFor > 1) && !isTakenLately();
    }

    /** Another engine has just been the last in line, and has taken one. */
    private boolean isTakenLately() {
        List<SnapshotShelf.Found> all = shelf.furthestFirst(new ArrayList<>());
        if (all.isEmpty()) {
            return false;
        }
        Snapshot newest = all.get(0).snapshot();
        long age = System.currentTimeMillis() * 1000 - newest.timeMicros();
        return age >= 0 && age < TimeUnit.SECONDS.toMicros(policy.seconds()) / 2;
    }

    @Override
    public @Nullable Offer open() throws IOException {
        return peers.open();
    }

    @Override
    public Recovery.@Nullable Loaded take(long beyond, List<String> refused)
            throws InterruptedException {
        return peers.take(beyond, refused);
    }

    @Override
    public void close() {
        SnapshotSchedule s = schedule;
        if (s != null) {
            s.close();
        }
    }
}
