package dev.lockstep.engine.replica;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How far a model's outputs and windows have come, by their names: what a snapshot of a model holds
 * beside the state of its engine. By names, so that another version of the project finds its own.
 *
 * @param outputs of each output, see {@link #names}
 * @param digests of each window, in topological order
 */
record Marks(SequencedMap<String, Place> outputs, SequencedMap<String, Long> digests) {
    /** Outputs or windows of a project; more are no project's. */
    private static final int MOST = 1 << 16;

    /**
     * @param sequence blocks so far
     * @param bytes so far, where anybody counts them
     */
    record Place(long sequence, long bytes) {
        static final Place BEGINNING = new Place(0, 0);
    }

    /** Names of a model's outputs, in their order, no two alike. */
    static List<String> names(List<OutputRoute> routes) {
        List<String> all = new ArrayList<>();
        Map<String, Integer> times = new LinkedHashMap<>();
        for (OutputRoute r : routes) {
            String name = r.window() + " to " + r.target();
            int time = times.merge(name, 1, Integer::sum);
            all.add(time == 1 ? name : name + " #" + time);
        }
        return all;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(outputs.size());
        for (Map.Entry<String, Place> e : outputs.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeLong(e.getValue().sequence());
            out.writeLong(e.getValue().bytes());
        }
        out.writeInt(digests.size());
        for (Map.Entry<String, Long> e : digests.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeLong(e.getValue());
        }
    }

    /**
     * @throws IOException if these are none
     */
    static Marks load(DataInput in) throws IOException {
        Marks marks = new Marks(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int n = count(in); n > 0; n--) {
            marks.outputs.put(in.readUTF(), new Place(in.readLong(), in.readLong()));
        }
        for (int n = count(in); n > 0; n--) {
            marks.digests.put(in.readUTF(), in.readLong());
        }
        return marks;
    }

    private static int count(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST) {
            throw new IOException("It has " + count + " outputs or windows.");
        }
        return count;
    }

    /**
     * @throws IOException if they are of other outputs or windows
     */
    void demand(List<String> ownOutputs, List<String> ownWindows) throws IOException {
        demand("outputs", List.copyOf(outputs.keySet()), ownOutputs);
        demand("windows", List.copyOf(digests.keySet()), ownWindows);
    }

    private static void demand(String what, List<String> found, List<String> expected)
            throws IOException {
        if (!found.equals(expected)) {
            throw new IOException("It has the " + what + " " + found + " instead of " + expected);
        }
    }
}
