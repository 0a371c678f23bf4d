package dev.lockstep.failover.kafka;

import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.api.replica.ReplicaOutput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * A model whose every output depends on all input before it: one output record for each record of
 * input, with its number, the number of the chain so far, and the input.
 */
final class ChainModel implements ReplicaModel {
    private final List<ReplicaOutput> output = new ArrayList<>();
    private long sequence;
    private long chain;
    private boolean isSpeaking;

    /** What must be output for those inputs. */
    static List<String> reference(List<String> inputs) {
        ChainModel model = new ChainModel();
        model.speak(true);
        inputs.forEach(i -> model.record(0, 0, 0, i.getBytes(StandardCharsets.UTF_8)));
        return model.takeOutput().stream()
                .map(o -> new String(o.value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public SortedMap<String, String> identity() {
        return new TreeMap<>();
    }

    @Override
    public List<String> windows() {
        return List.of("cq/chain");
    }

    @Override
    public void start(long timeMicros, long seed) {}

    @Override
    public void record(int input, long timeMicros, long offset, byte[] value) {
        CRC32C crc = new CRC32C();
        crc.update(value, 0, value.length);
        chain = chain * 31 + crc.getValue();
        sequence++;
        if (isSpeaking) {
            String text =
                    sequence
                            + " "
                            + Long.toHexString(chain)
                            + " "
                            + new String(value, StandardCharsets.UTF_8);
            output.add(new ReplicaOutput(0, sequence, text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void payload(String source, long timeMicros, byte[] content) {
        record(-1, timeMicros, 0, content);
    }

    @Override
    public void tick(long timeMicros) {}

    @Override
    public void end(long timeMicros) {}

    @Override
    public void speak(boolean speaking) {
        isSpeaking = speaking;
    }

    @Override
    public List<ReplicaOutput> takeOutput() {
        List<ReplicaOutput> taken = List.copyOf(output);
        output.clear();
        return taken;
    }

    @Override
    public long[] sequences() {
        return new long[] {sequence};
    }

    @Override
    public long[] digests() {
        return new long[] {chain};
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(sequence);
        out.writeLong(chain);
    }

    @Override
    public void load(DataInput in) throws IOException {
        sequence = in.readLong();
        chain = in.readLong();
    }

    @Override
    public void close() {}
}
