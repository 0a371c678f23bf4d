package dev.lockstep.testkit.simulation;

import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.api.replica.ReplicaOutput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A ledger that is another version of the project: it computes the same and says it is another. */
final class OtherVersion implements ReplicaModel {
    private final SortedMap<String, String> identity = new TreeMap<>();
    private final LedgerModel ledger = new LedgerModel(1);

    OtherVersion(String name) {
        identity.put("model", name);
    }

    @Override
    public SortedMap<String, String> identity() {
        return identity;
    }

    @Override
    public List<String> windows() {
        return ledger.windows();
    }

    @Override
    public void start(long timeMicros, long seed) {
        ledger.start(timeMicros, seed);
    }

    @Override
    public void record(int input, long timeMicros, long offset, byte[] value) {
        ledger.record(input, timeMicros, offset, value);
    }

    @Override
    public void payload(String source, long timeMicros, byte[] content) {
        ledger.payload(source, timeMicros, content);
    }

    @Override
    public void tick(long timeMicros) {
        ledger.tick(timeMicros);
    }

    @Override
    public void end(long timeMicros) {
        ledger.end(timeMicros);
    }

    @Override
    public void speak(boolean isSpeaking) {
        ledger.speak(isSpeaking);
    }

    @Override
    public List<ReplicaOutput> takeOutput() {
        return ledger.takeOutput();
    }

    @Override
    public long[] sequences() {
        return ledger.sequences();
    }

    @Override
    public long[] digests() {
        return ledger.digests();
    }

    /** One number for the whole state. */
    long state() {
        return ledger.state();
    }

    @Override
    public void save(DataOutput out) throws IOException {
        ledger.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        ledger.load(in);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
