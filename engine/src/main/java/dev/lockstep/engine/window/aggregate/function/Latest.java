package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code ESP_aLast} and {@code ESP_aLag(field, n)} where rows never leave, and {@code
 * ESP_aLastNonDelete} where they do: a ring of the last values a group. The value is that of the
 * row added n rows before the latest; null if there is none or it was null.
 */
public final class Latest extends Accumulator {
    private final int back;
    private final @Nullable StringPool pool;
    private long[] values = {};
    private boolean[] nulls = {};
    private long[] added = {};

    /**
     * @param pool the pool where the values are codes, or null
     */
    public Latest(int back, @Nullable StringPool pool) {
        this.back = back;
        this.pool = pool;
    }

    private int place(int group, long sequence) {
        return group * (back + 1) + (int) (sequence % (back + 1));
    }

    public void add(int group, long value, boolean isNull) {
        int at = place(group, added[group]++);
        values[at] = value;
        nulls[at] = isNull;
    }

    public void add(int group, double value, boolean isNull) {
        add(group, Double.doubleToLongBits(value), isNull);
    }

    @Override
    public boolean isNull(int group) {
        return added[group] <= back || nulls[place(group, added[group] - 1 - back)];
    }

    public long value(int group) {
        return values[place(group, added[group] - 1 - back)];
    }

    public double doubleValue(int group) {
        return Double.longBitsToDouble(value(group));
    }

    @Override
    protected void grow(int groups) {
        values = Arrays.copyOf(values, groups * (back + 1));
        nulls = Arrays.copyOf(nulls, groups * (back + 1));
        added = Arrays.copyOf(added, groups);
    }

    @Override
    protected void clear(int group) {
        added[group] = 0;
        Arrays.fill(nulls, group * (back + 1), (group + 1) * (back + 1), true);
    }

    @Override
    public void markCodes(StringPool marked, int groups) {
        for (int at = 0; pool != null && at < groups * (back + 1); at++) {
            if (!nulls[at]) {
                marked.mark((int) values[at]);
            }
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(added[g]);
            for (int at = g * (back + 1); at < (g + 1) * (back + 1); at++) {
                out.writeLong(values[at]);
                out.writeBoolean(nulls[at]);
            }
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            added[g] = in.readLong();
            if (added[g] < 0) {
                throw new IOException("A group cannot have had " + added[g] + " rows.");
            }
            for (int at = g * (back + 1); at < (g + 1) * (back + 1); at++) {
                values[at] = in.readLong();
                nulls[at] = in.readBoolean();
                if (!nulls[at]) {
                    Values.checked(values[at], pool);
                }
            }
        }
    }
}
