package dev.lockstep.failover.replica;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.port.JournalRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second model of a project that is brought along its journal to an entry of choice and saved
 * there, so that the one which works need not stand still. What it saves is what a replica saves
 * that stands behind the same entry. One thread.
 */
public final class Shadow {
    private final ReplicaState state = new ReplicaState();
    private final ReplicaModel model;
    private final Stepper stepper;
    private long journalNext;

    /**
     * @param model of which nothing was stepped; closed by the caller
     * @param snapshot from which it goes on; null to begin with the journal's first entry
     * @throws LockstepException if the snapshot is none, or of another project
     */
    public Shadow(ReplicaModel model, @Nullable DataInput snapshot) throws IOException {
        this.model = model;
        this.stepper = new Stepper(state, model, List.of());
        if (snapshot != null) {
            journalNext = state.load(snapshot);
            Entry.Start start = state.start;
            if (start != null && !start.identity().equals(model.identity())) {
                throw new LockstepException(
                        FailoverError.OTHER_MODEL,
                        Stepper.difference(start.identity(), model.identity()));
            }
            model.load(snapshot);
        }
    }

    /** The record with which reading the journal goes on. */
    public long journalNext() {
        return journalNext;
    }

    /** Index behind the last entry that was stepped. */
    public long index() {
        return state.nextIndex;
    }

    /**
     * Steps the next record of the journal.
     *
     * @throws LockstepException if it does not follow what was there before, or a digest of the
     *     engine that works differs from this one's
     */
    public void step(JournalRecord record) {
        if (!stepper.step(EntryCodec.read(record.value()))) {
            throw new LockstepException(
                    FailoverError.LACKS_HISTORY, "A shadow reads no input topics.");
        }
        journalNext = record.offset() + 1;
    }

    public void save(DataOutput out) throws IOException {
        state.save(out, journalNext);
        model.save(out);
    }
}
