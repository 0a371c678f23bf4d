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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks whether topics still hold what the oldest snapshot that is kept needs. */
final class HistoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryWatch.class);

    private final SnapshotShelf shelf;
    private final int keep;
    private final Ground ground;
    private final SnapshotNotes notes;

    HistoryWatch(SnapshotShelf shelf, int keep, Ground ground, SnapshotNotes notes) {
        this.shelf = shelf;
        this.keep = keep;
        this.ground = ground;
        this.notes = notes;
    }

    /** Looks once and notes what it finds; asks the brokers. */
    void look() {
        try {
            SnapshotHead oldest = oldest();
            long journal = oldest == null ? 0 : oldest.journalNext();
            List<Long> inputs = oldest == null ? List.of() : oldest.inputsNext();
            notes.history(
                    ground.checkHistory(journal, inputs).stream().map(Problem::toString).toList());
        } catch (LockstepException e) {
            LOG.warn("The history of the topics was not looked at: {}", e.getMessage());
        }
    }

    private @Nullable SnapshotHead oldest() {
        SnapshotHead oldest = null;
        int count = 0;
        for (SnapshotShelf.Found found : shelf.furthestFirst(new ArrayList<>())) {
            Snapshot s = found.snapshot();
            if (count == keep || !s.sections().contains(SnapshotTaking.STATE)) {
                break;
            }
            try (InputStream in = s.open(SnapshotTaking.STATE)) {
                oldest = SnapshotHead.read(new DataInputStream(in));
                count++;
            } catch (IOException | LockstepException e) {
                // one that cannot be read is none
                LOG.debug("{} cannot be read", s.folder(), e);
            }
        }
        return oldest;
    }
}
