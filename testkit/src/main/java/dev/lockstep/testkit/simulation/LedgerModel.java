package dev.lockstep.testkit.simulation;

import dev.lockstep.api.replica.ReplicaOutput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A project that costs next to nothing and forgets nothing: each call changes a running hash, and
 * what is put out holds that hash, so that one call too many, too few, changed or out of order
 * shows in every output from there on.
 */
public final class LedgerModel implements Project.TakingOver {
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final List<String> WINDOWS = List.of("ledger/calls", "ledger/time");

    private final SortedMap<String, String> identity = new TreeMap<>();
    private final int version;
    private final long[] sequences;
    private long calls;
    private long time;
    private long count;
    private boolean isSpeaking;
    private boolean isStarted;
    private List<ReplicaOutput> output = new ArrayList<>();

    /**
     * @param outputs of the project
     */
    public LedgerModel(int outputs) {
        this(outputs, 1);
    }

    /**
     * @param version of the project
     */
    LedgerModel(int outputs, int version) {
        sequences = new long[outputs];
        this.version = version;
        identity.put("model", "ledger " + version);
    }

    @Override
    public SortedMap<String, String> identity() {
        return identity;
    }

    @Override
    public List<String> windows() {
        return WINDOWS;
    }

    private static long mix(long hash, long value) {
        long z = (hash ^ value) * STEP;
        return z ^ z >>> 29;
    }

    private static long hashOf(byte[] bytes) {
        long h = bytes.length;
        for (byte b : bytes) {
            h = h * 0x100000001B3L ^ b;
        }
        return h;
    }

    @Override
    public void start(long timeMicros, long seed) {
        if (isStarted) {
            throw new Violation("the model was started twice");
        }
        isStarted = true;
        calls = mix(seed, 1);
        time = mix(timeMicros, seed);
    }

    @Override
    public void record(int input, long timeMicros, long offset, byte[] value) {
        calls = mix(mix(mix(calls, input + 2), offset), hashOf(value));
        time = mix(time, timeMicros);
        int copies = (int) (calls >>> 40 & 7) == 0 ? 0 : (calls >>> 44 & 7) == 0 ? 2 : 1;
        for (int k = 0; k < copies; k++) {
            emit((input + k) % sequences.length);
        }
    }

    @Override
    public void payload(String source, long timeMicros, byte[] content) {
        calls = mix(mix(calls, source.hashCode()), hashOf(content));
        time = mix(time, timeMicros);
        emit((int) Math.floorMod(calls, (long) sequences.length));
    }

    @Override
    public void tick(long timeMicros) {
        time = mix(time, timeMicros);
        if ((time >>> 50 & 3) == 0) {
            emit(0);
        }
    }

    @Override
    public void end(long timeMicros) {
        calls = mix(calls, -1);
        time = mix(time, timeMicros);
        for (int k = 0; k < sequences.length; k++) {
            emit(k);
        }
    }

    private void emit(int to) {
        if (!isStarted) {
            throw new Violation("the model puts out before it was started");
        }
        count++;
        long sequence = ++sequences[to];
        if (isSpeaking) {
            byte[] value = new byte[32];
            ByteBuffer.wrap(value).putLong(calls).putLong(time).putLong(count).putLong(sequence);
            output.add(new ReplicaOutput(to, sequence, value));
        }
    }

    /** Becomes another history than everybody else's, unnoticed. */
    void goAstray() {
        time = mix(time, 0x5EED);
    }

    @Override
    public void speak(boolean speaks) {
        isSpeaking = speaks;
    }

    @Override
    public List<ReplicaOutput> takeOutput() {
        if (output.isEmpty()) {
            return List.of();
        }
        List<ReplicaOutput> taken = output;
        output = new ArrayList<>();
        return taken;
    }

    @Override
    public long[] sequences() {
        return sequences.clone();
    }

    @Override
    public long[] digests() {
        return new long[] {calls, time};
    }

    /** One number for the whole state. */
    long state() {
        return mix(mix(calls, time), count);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(isStarted);
        out.writeLong(calls);
        out.writeLong(time);
        out.writeLong(count);
        for (long s : sequences) {
            out.writeLong(s);
        }
        out.writeLong(state());
    }

    @Override
    public void load(DataInput in) throws IOException {
        isStarted = in.readBoolean();
        calls = in.readLong();
        time = in.readLong();
        count = in.readLong();
        for (int k = 0; k < sequences.length; k++) {
            sequences[k] = in.readLong();
        }
        if (in.readLong() != state()) {
            throw new IOException("the ledger's state does not agree with its check");
        }
    }

    @Override
    public void takeOver(DataInput in) throws IOException {
        load(in);
        // what the next version steps shows that it is the next one
        calls = mix(calls, version);
    }

    @Override
    public void close() {
        isStarted = false;
    }
}
