package dev.lockstep.bench.peers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the comparison. Some are a form of another workload that only we have more than one
 * of; they are compared with what the others do for the original.
 */
enum Workload {
    /** Filter and projection. */
    W1("W1", null, 3),
    /** Mean by volume, count, least and greatest price of each symbol. */
    W2("W2", null, 3),
    /** The same over the last 1000 trades. */
    W3A("W3a", null, 4),
    /** The same over the last ten seconds. */
    W3B("W3b", null, 13),
    /** Each trade with its broker's rate, and the sum of fees of each broker. */
    W4("W4", null, 4),
    /** W2 from a CSV file to a CSV file. */
    W6("W6", null, 6),
    /** W2, the strings being decoded from bytes within the measured time. */
    W2_BYTES("W2/bytes", W2, 3),
    W1_OBJECTS("W1/objects", W1, 3),
    W2_OBJECTS("W2/objects", W2, 3),
    W4_OBJECTS("W4/objects", W4, 3),
    /** W2, each object's output being there before the push returns. */
    PUSH("push", W2, 3);

    private final String label;
    private final Workload original;
    private final int share;

    Workload(String label, @Nullable Workload original, int share) {
        this.label = label;
        this.original = original == null ? this : original;
        this.share = share;
    }

    String label() {
        return label;
    }

    /** What the other contestants do in this row. */
    Workload original() {
        return original;
    }

    /** Weight among the others when time is scarce; the slower contestants decide it. */
    int share() {
        return share;
    }

    boolean isOfFiles() {
        return this == W6;
    }

    /**
     * @throws IllegalArgumentException naming the labels there are
     */
    static Workload labelled(String label) {
        List<String> labels = new ArrayList<>();
        for (Workload w : values()) {
            if (w.label.equals(label)) {
                return w;
            }
            labels.add(w.label);
        }
        throw new IllegalArgumentException(
                "There is no workload " + label + "; there are " + String.join(", ", labels) + ".");
    }
}
