package dev.lockstep.failover.replica;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Fact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a snapshot stands: what {@link Fact.SnapshotAsked} writes first. What the model has saved
 * follows it.
 */
public final class SnapshotHead {
    private final ReplicaState state;
    private final long journalNext;

    private SnapshotHead(ReplicaState state, long journalNext) {
        this.state = state;
        this.journalNext = journalNext;
    }

    /**
     * Reads up to where the model's part begins.
     *
     * @throws IOException if the stream fails
     * @throws LockstepException if this is none
     */
    public static SnapshotHead read(DataInput in) throws IOException {
        ReplicaState state = new ReplicaState();
        long next = state.load(in);
        return new SnapshotHead(state, next);
    }

    /** Index of the entry that is stepped next. */
    public long index() {
        return state.nextIndex;
    }

    /** Offset at which reading the journal goes on. */
    public long journalNext() {
        return journalNext;
    }

    /** The same for each input; empty where the project has not started. */
    public List<Long> inputsNext() {
        return Arrays.stream(state.inputNext).boxed().toList();
    }

    /** What the engines of its project have in common; empty where it has not started. */
    public SortedMap<String, String> identity() {
        Entry.Start start = state.start;
        return start == null ? new TreeMap<>() : new TreeMap<>(start.identity());
    }

    /** The same again, for {@link Fact.Prepared}. */
    public DataInput content() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            state.save(new DataOutputStream(bytes), journalNext);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
