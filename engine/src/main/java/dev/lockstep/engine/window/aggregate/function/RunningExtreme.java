package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Minimum or maximum where rows never leave: the best value so far. */
public final class RunningExtreme extends Extreme {
    /** The best value where there is none: no double, no small integer and no code is kept so. */
    private static final long NOTHING = Long.MIN_VALUE;

    /** Behind the best value, where it may be any of 64 bits: whether there is one. */
    private static final int IS_PRESENT = 1;

    private final boolean isText;
    private final boolean isLong;

    /**
     * @param isLong whether the values are integers of 64 bits
     */
    public RunningExtreme(
            GroupRecords records, boolean isMaximum, boolean isLong, @Nullable StringPool pool) {
        super(records, isLong ? 2 : 1, isMaximum, pool);
        this.isText = pool != null;
        this.isLong = isLong;
    }

    @Override
    protected void insert(long[] w, int at, long kept) {
        if (isText) {
            insertText(w, at, kept);
            return;
        }
        if (kept > w[at]) {
            w[at] = kept;
        }
        if (isLong) {
            w[at + IS_PRESENT] = 1;
        }
    }

    private void insertText(long[] w, int at, long code) {
        if (w[at] == NOTHING || isBetter(code, w[at])) {
            w[at] = code;
        }
    }

    @Override
    protected void delete(long[] w, int at, long kept) {
        throw new IllegalStateException("a row left a stream of inserts");
    }

    @Override
    protected long best(long[] w, int at) {
        return w[at];
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return isLong ? w[at + IS_PRESENT] == 0 : w[at] == NOTHING;
    }

    @Override
    protected void forEach(long[] w, int at, ValueVisitor visitor) {
        if (!isNull(w, at)) {
            visitor.visit(w[at]);
        }
    }

    @Override
    public void clear(long[] w, int at) {
        w[at] = NOTHING;
        if (isLong) {
            w[at + IS_PRESENT] = 0;
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeBoolean(!isNull(g));
            out.writeLong(words()[at(g)]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            clear(words(), at(g));
            boolean isPresent = in.readBoolean();
            long best = in.readLong();
            if (isPresent) {
                words()[at(g)] = Values.checked(best, pool());
            }
            if (isPresent && isLong) {
                words()[at(g) + IS_PRESENT] = 1;
            }
        }
    }
}
