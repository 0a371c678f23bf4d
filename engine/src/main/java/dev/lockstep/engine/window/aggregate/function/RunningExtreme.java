package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Minimum or maximum where rows never leave: the best value so far. */
public final class RunningExtreme extends Extreme {
    /** Behind whether there is a value: the best one. */
    private static final int BEST = 1;

    private final boolean isText;

    public RunningExtreme(GroupRecords records, boolean isMaximum, @Nullable StringPool pool) {
        super(records, 2, isMaximum, pool);
        isText = pool != null;
    }

    @Override
    protected void insert(long[] w, int at, long kept) {
        if (isText) {
            insertText(w, at, kept);
            return;
        }
        if (kept > w[at + BEST]) {
            w[at + BEST] = kept;
        }
        w[at] = 1;
    }

    private void insertText(long[] w, int at, long code) {
        if (w[at] == 0 || isBetter(code, w[at + BEST])) {
            w[at + BEST] = code;
            w[at] = 1;
        }
    }

    @Override
    protected void delete(long[] w, int at, long kept) {
        throw new IllegalStateException("a row left a stream of inserts");
    }

    @Override
    protected long best(long[] w, int at) {
        return w[at + BEST];
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return w[at] == 0;
    }

    @Override
    protected void forEach(long[] w, int at, ValueVisitor visitor) {
        if (w[at] != 0) {
            visitor.visit(w[at + BEST]);
        }
    }

    @Override
    public void clear(long[] w, int at) {
        w[at] = 0;
        w[at + BEST] = Long.MIN_VALUE;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeBoolean(!isNull(g));
            out.writeLong(words()[at(g) + BEST]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            boolean isPresent = in.readBoolean();
            long best = in.readLong();
            words()[at(g)] = isPresent ? 1 : 0;
            words()[at(g) + BEST] = isPresent ? Values.checked(best, pool()) : best;
        }
    }
}
