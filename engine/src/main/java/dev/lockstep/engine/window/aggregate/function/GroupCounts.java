package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One count a group, never null: what the functions that count share. */
public abstract class GroupCounts extends RecordFunction {
    protected GroupCounts(GroupRecords records) {
        super(records, 1);
    }

    public final long value(long[] w, int at) {
        return w[at];
    }

    @Override
    public final boolean isNull(long[] w, int at) {
        return false;
    }

    @Override
    public final void clear(long[] w, int at) {
        w[at] = 0;
    }

    @Override
    public final void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(words()[at(g)]);
        }
    }

    @Override
    protected final void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            words()[at(g)] = in.readLong();
        }
    }
}
