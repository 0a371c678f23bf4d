package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Minimum or maximum where rows never leave: the best value so far. */
public final class RunningExtreme extends Extreme {
    private long[] values = {};
    private boolean[] isPresent = {};

    public RunningExtreme(boolean isMaximum, @Nullable StringPool pool) {
        super(isMaximum, pool);
    }

    @Override
    protected void insert(int group, long value) {
        if (!isPresent[group] || isBetter(value, values[group])) {
            values[group] = value;
            isPresent[group] = true;
        }
    }

    @Override
    protected void delete(int group, long value) {
        throw new IllegalStateException("a row left a stream of inserts");
    }

    @Override
    protected long best(int group) {
        return values[group];
    }

    @Override
    public boolean isNull(int group) {
        return !isPresent[group];
    }

    @Override
    protected void forEach(int group, ValueVisitor visitor) {
        if (isPresent[group]) {
            visitor.visit(values[group]);
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
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(values[g]);
            out.writeBoolean(isPresent[g]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            values[g] = in.readLong();
            isPresent[g] = in.readBoolean();
            if (isPresent[g]) {
                Values.checked(values[g], pool());
            }
        }
    }
}
