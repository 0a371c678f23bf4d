package dev.lockstep.engine.window.source;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Which columns of variable length are appended rather than interned: those whose values hardly
 * ever came twice so far. A function of the input, and state.
 */
final class ColumnModes {
    private static final int SAMPLE = 1 << 16;

    private final boolean[] appendOnly;
    private final boolean[] isCandidate;
    private final int[] risen;
    private int observed;
    private int lastCode;

    ColumnModes(Schema schema) {
        appendOnly = new boolean[schema.size()];
        isCandidate = new boolean[schema.size()];
        risen = new int[schema.size()];
        for (int f = 0; f < schema.size(); f++) {
            isCandidate[f] = schema.type(f).storage() == Storage.BYTES && !schema.field(f).isKey();
        }
    }

    boolean[] appendOnly() {
        return appendOnly;
    }

    /**
     * Counts a block; after the sample, columns with a new code for nine rows of ten are appended
     * from then on.
     */
    void observe(EventBlock b, StringPool pool) {
        if (observed >= SAMPLE) {
            return;
        }
        observed += b.rows();
        for (int f = 0; f < isCandidate.length; f++) {
            if (isCandidate[f]) {
                risen[f] += risingCodes(b, f);
                if (observed >= SAMPLE) {
                    appendOnly[f] = risen[f] > observed / 10 * 9;
                }
            }
        }
    }

    private int risingCodes(EventBlock b, int f) {
        int rising = 0;
        int[] codes = b.ints(f);
        int last = lastCode;
        for (int i = 0; i < b.rows(); i++) {
            if (!b.isNull(f, i) && codes[i] > last) {
                rising++;
                last = codes[i];
            }
        }
        lastCode = last;
        return rising;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(observed);
        out.writeInt(lastCode);
        for (int f = 0; f < appendOnly.length; f++) {
            out.writeBoolean(appendOnly[f]);
            out.writeInt(risen[f]);
        }
    }

    void load(DataInput in) throws IOException {
        observed = in.readInt();
        lastCode = in.readInt();
        for (int f = 0; f < appendOnly.length; f++) {
            appendOnly[f] = in.readBoolean();
            risen[f] = in.readInt();
        }
    }
}
