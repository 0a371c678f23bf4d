package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Minimum or maximum where rows never leave: the best value so far. Numbers are kept so that the
 * better one is always the greater one.
 */
public final class RunningExtreme extends Extreme {
    private final boolean isText;

    /** All bits for a minimum of numbers, whose order is turned round; else none. */
    private final long turn;

    private long[] values = {};
    private boolean[] isPresent = {};

    public RunningExtreme(boolean isMaximum, @Nullable StringPool pool) {
        super(isMaximum, pool);
        isText = pool != null;
        turn = isText || isMaximum ? 0 : -1;
    }

    @Override
    protected void insert(int group, long value) {
        if (isText) {
            insertText(group, value);
            return;
        }
        long turned = value ^ turn;
        if (turned > values[group]) {
            values[group] = turned;
        }
        isPresent[group] = true;
    }

    private void insertText(int group, long code) {
        if (!isPresent[group] || isBetter(code, values[group])) {
            values[group] = code;
            isPresent[group] = true;
        }
    }

    @Override
    protected void delete(int group, long value) {
        throw new IllegalStateException("a row left a stream of inserts");
    }

    @Override
    protected long best(int group) {
        return values[group] ^ turn;
    }

    @Override
    public boolean isNull(int group) {
        return !isPresent[group];
    }

    @Override
    protected void forEach(int group, ValueVisitor visitor) {
        if (isPresent[group]) {
            visitor.visit(best(group));
        }
    }

    @Override
    protected void grow(int groups) {
        values = Arrays.copyOf(values, groups);
        isPresent = Arrays.copyOf(isPresent, groups);
    }

    @Override
    protected void clear(int group) {
        isPresent[group] = false;
        values[group] = Long.MIN_VALUE;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(best(g));
            out.writeBoolean(isPresent[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            values[g] = in.readLong() ^ turn;
            isPresent[g] = in.readBoolean();
            if (isPresent[g]) {
                Values.checked(best(g), pool());
            }
        }
    }
}
