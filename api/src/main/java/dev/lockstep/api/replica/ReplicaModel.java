package dev.lockstep.api.replica;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;

/**
 * A project's continuous queries as a pure function of decided entries. Two models of equal {@link
 * #identity} that were given the same calls hold the same state, output and {@link #digests},
 * wherever and whenever. One thread at a time. Content never makes a call fail: what cannot be
 * decoded or applied is a bad event, the same on every engine.
 */
public interface ReplicaModel extends AutoCloseable {
    /**
     * What must be equal among engines for their results to be, by name: digests of the document
     * and of the resolved settings, the level of the semantics. Shown where it differs.
     */
    SortedMap<String, String> identity();

    /** The windows of {@link #digests}, as {@code query/window}, in topological order. */
    List<String> windows();

    /** The first call, and only the first; unless the model was {@link #load loaded}. */
    void start(long timeMicros, long seed);

    /**
     * One record of an input topic.
     *
     * @param input the input's place in the project's list of inputs, from 0
     * @param offset of the record in its partition; names it where it is bad
     * @param value the record's bytes; read during the call only
     */
    void record(int input, long timeMicros, long offset, byte[] value);

    /**
     * What a publisher other than a bus handed over.
     *
     * @param source the window, as {@code query/window}
     * @param content a block in the binary form; read during the call only
     */
    void payload(String source, long timeMicros, byte[] content);

    /** Time has passed. */
    void tick(long timeMicros);

    /** The input has ended: what was held back is output. */
    void end(long timeMicros);

    /**
     * Whether output is wanted in full. A model that stays silent counts its output and keeps its
     * digest, and need not encode it.
     */
    void speak(boolean isSpeaking);

    /** The output of the calls since the last one, oldest first, if the model speaks. */
    List<ReplicaOutput> takeOutput();

    /** For each output, how many blocks it has had since the project's start. */
    long[] sequences();

    /**
     * For each of {@link #windows}, a digest of everything that has left it since the project's
     * start. Equal digests mean equal histories of the window.
     */
    long[] digests();

    /** Writes the whole state, digests and sequences included. */
    void save(DataOutput out) throws IOException;

    /**
     * Becomes what another model saved. Of no use any more if it throws.
     *
     * @throws IOException if the stream fails
     * @throws dev.lockstep.api.error.LockstepException if it holds no such state
     */
    void load(DataInput in) throws IOException;

    /** Gives back what it holds outside the heap. */
    @Override
    void close();
}
