package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code ESP_aLast} and {@code ESP_aLag(field, n)} where rows never leave, and {@code
 * ESP_aLastNonDelete} where they do: the last values of a group. The value is that of the row added
 * n rows before the latest; null if there is none or it was null. Room is taken as rows come, so
 * that many groups of few rows need little of it.
 */
public final class Latest extends Accumulator {
    private static final int FIRST_ROOM = 8;

    private final int back;
    private final @Nullable StringPool pool;

    /** Of each group a ring of its values, the last one in front of {@code added % length}. */
    private long[][] values = {};

    private boolean[][] nulls = {};
    private long[] added = {};

    /**
     * @param pool the pool where the values are codes, or null
     */
    public Latest(int back, @Nullable StringPool pool) {
        this.back = back;
        this.pool = pool;
    }

    private int place(int group, long sequence) {
        return (int) (sequence % values[group].length);
    }

    public void add(int group, long value, boolean isNull) {
        long sequence = added[group]++;
        if (sequence == values[group].length && sequence <= back) {
            // as long as the ring has not turned, its values lie in their order
            int length = (int) Math.min(back + 1L, Math.max(FIRST_ROOM, 2 * sequence));
            resize(group, length);
        }
        int at = place(group, sequence);
        values[group][at] = value;
        nulls[group][at] = isNull;
    }

    private void resize(int group, int length) {
        values[group] = Arrays.copyOf(values[group], length);
        nulls[group] = Arrays.copyOf(nulls[group], length);
    }

    public void add(int group, double value, boolean isNull) {
        add(group, Double.doubleToLongBits(value), isNull);
    }

    @Override
    public boolean isNull(int group) {
        return added[group] <= back || nulls[group][place(group, added[group] - 1 - back)];
    }

    public long value(int group) {
        return values[group][place(group, added[group] - 1 - back)];
    }

    public double doubleValue(int group) {
        return Double.longBitsToDouble(value(group));
    }

    /** Values that the group's ring holds. */
    private int held(int group) {
        return (int) Math.min(added[group], values[group].length);
    }

    @Override
    protected void grow(int groups) {
        int from = added.length;
        values = Arrays.copyOf(values, groups);
        nulls = Arrays.copyOf(nulls, groups);
        added = Arrays.copyOf(added, groups);
        for (int g = from; g < groups; g++) {
            values[g] = new long[back == 0 ? 1 : 0];
            nulls[g] = new boolean[back == 0 ? 1 : 0];
        }
    }

    @Override
    protected void clear(int group) {
        added[group] = 0;
        if (values[group].length > FIRST_ROOM) {
            resize(group, 0);
        }
    }

    @Override
    public void markCodes(StringPool marked, int groups) {
        for (int g = 0; pool != null && g < groups; g++) {
            for (int at = 0; at < held(g); at++) {
                if (!nulls[g][at]) {
                    marked.mark((int) values[g][at]);
                }
            }
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(added[g]);
            for (long sequence = added[g] - held(g); sequence < added[g]; sequence++) {
                int at = place(g, sequence);
                out.writeLong(values[g][at]);
                out.writeBoolean(nulls[g][at]);
            }
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            long rows = in.readLong();
            if (rows < 0) {
                throw new IOException("A group cannot have had " + rows + " rows.");
            }
            int count = (int) Math.min(rows, back + 1L);
            added[g] = 0;
            for (int k = 0; k < count; k++) {
                add(g, in.readLong(), in.readBoolean());
            }
            turn(g, rows);
            for (int at = 0; at < count; at++) {
                if (!nulls[g][at]) {
                    Values.checked(values[g][at], pool);
                }
            }
        }
    }

    /** Makes a ring that was filled from its beginning that of a group of so many rows. */
    private void turn(int group, long rows) {
        int count = (int) added[group];
        if (rows > count) {
            long[] v = values[group].clone();
            boolean[] n = nulls[group].clone();
            for (int k = 0; k < count; k++) {
                int at = place(group, rows - count + k);
                values[group][at] = v[k];
                nulls[group][at] = n[k];
            }
        }
        added[group] = rows;
    }
}
