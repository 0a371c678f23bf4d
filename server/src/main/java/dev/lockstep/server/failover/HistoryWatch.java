package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.replica.SnapshotHead;
import dev.lockstep.server.persist.Snapshot;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether topics still hold what the oldest snapshot that is kept needs. */
final class HistoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryWatch.class);

    private final String modelDigest;
    private final SnapshotShelf shelf;
    private final int keep;
    private final Ground ground;
    private final SnapshotNotes notes;

    HistoryWatch(PeerStates.Parts parts, SnapshotShelf shelf, int keep, SnapshotNotes notes) {
        this.modelDigest = parts.modelDigest();
        this.shelf = shelf;
        this.keep = keep;
        this.ground = parts.ground();
        this.notes = notes;
    }

    /** Looks once and notes what it finds; asks the brokers. */
    void look() {
        try {
            Needed oldest = oldest();
            notes.history(
                    ground.checkHistory(oldest.journalNext(), oldest.inputsNext()).stream()
                            .map(Problem::toString)
                            .toList());
        } catch (LockstepException e) {
            LOG.warn("The history of the topics was not looked at: {}", e.getMessage());
        }
    }

    /**
     * From where topics are read behind a snapshot.
     *
     * @param inputsNext in the order of this version's topics; empty for a snapshot of another one
     */
    private record Needed(long journalNext, List<Long> inputsNext) {}

    private Needed oldest() {
        Needed oldest = new Needed(0, List.of());
        int count = 0;
        for (SnapshotShelf.Found found : shelf.furthestFirst(new ArrayList<>())) {
            Snapshot s = found.snapshot();
            if (count == keep || !s.sections().contains(SnapshotTaking.STATE)) {
                break;
            }
            try (InputStream in = s.open(SnapshotTaking.STATE)) {
                SnapshotHead head = SnapshotHead.read(new DataInputStream(in));
                boolean isOwn = s.model().equals(modelDigest);
                oldest = new Needed(head.journalNext(), isOwn ? head.inputsNext() : List.of());
                count++;
            } catch (IOException | LockstepException e) {
                // one that cannot be read is none
                LOG.debug("{} cannot be read", s.folder(), e);
            }
        }
        return oldest;
    }
}
