package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Minimum or maximum where rows leave in the order in which they came: a list of candidates a
 * group, each better than all behind it. Every value enters and leaves once, so an event costs a
 * constant number of steps.
 */
public final class MonotonicExtreme extends Extreme {
    private static final int NONE = -1;

    private int[] heads = {};
    private int[] tails = {};
    private long[] added = {};
    private long[] removed = {};
    private long[] values = new long[16];
    private long[] sequence = new long[16];
    private int[] next = new int[16];
    private int[] prev = new int[16];
    private int nodes;
    private int free = NONE;

    public MonotonicExtreme(boolean isMaximum, @Nullable StringPool pool) {
        super(isMaximum, pool);
    }

    @Override
    protected void insert(int group, long value) {
        int tail = tails[group];
        while (tail != NONE && !isBetter(values[tail], value)) {
            int before = prev[tail];
            release(tail);
            tail = before;
        }
        int node = allocate();
        values[node] = value;
        sequence[node] = added[group]++;
        prev[node] = tail;
        next[node] = NONE;
        tails[group] = node;
        if (tail == NONE) {
            heads[group] = node;
        } else {
            next[tail] = node;
        }
    }

    @Override
    protected void delete(int group, long value) {
        long gone = removed[group]++;
        int head = heads[group];
        if (head != NONE && sequence[head] == gone) {
            int after = next[head];
            heads[group] = after;
            if (after == NONE) {
                tails[group] = NONE;
            } else {
                prev[after] = NONE;
            }
            release(head);
        }
    }

    @Override
    protected long best(int group) {
        return values[heads[group]];
    }

    @Override
    public boolean isNull(int group) {
        return heads[group] == NONE;
    }

    private int allocate() {
        if (free != NONE) {
            int node = free;
            free = next[node];
            return node;
        }
        if (nodes == values.length) {
            values = Arrays.copyOf(values, nodes * 2);
            sequence = Arrays.copyOf(sequence, nodes * 2);
            next = Arrays.copyOf(next, nodes * 2);
            prev = Arrays.copyOf(prev, nodes * 2);
        }
        return nodes++;
    }

    private void release(int node) {
        next[node] = free;
        free = node;
    }

    @Override
    protected void grow(int groups) {
        int from = heads.length;
        heads = Arrays.copyOf(heads, groups);
        tails = Arrays.copyOf(tails, groups);
        added = Arrays.copyOf(added, groups);
        removed = Arrays.copyOf(removed, groups);
        Arrays.fill(heads, from, groups, NONE);
        Arrays.fill(tails, from, groups, NONE);
    }

    @Override
    protected void clear(int group) {
        for (int node = heads[group]; node != NONE; ) {
            int after = next[node];
            release(node);
            node = after;
        }
        heads[group] = NONE;
        tails[group] = NONE;
        added[group] = 0;
        removed[group] = 0;
    }

    @Override
    protected void forEach(int group, ValueVisitor visitor) {
        for (int node = heads[group]; node != NONE; node = next[node]) {
            visitor.visit(values[node]);
        }
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(added[g]);
            out.writeLong(removed[g]);
            int count = 0;
            for (int node = heads[g]; node != NONE; node = next[node]) {
                count++;
            }
            out.writeInt(count);
            for (int node = heads[g]; node != NONE; node = next[node]) {
                out.writeLong(values[node]);
                out.writeLong(sequence[node]);
            }
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            clear(g);
            long add = in.readLong();
            long remove = in.readLong();
            int count = in.readInt();
            for (int k = 0; k < count; k++) {
                long value = Values.checked(in.readLong(), pool());
                added[g] = in.readLong();
                insert(g, value);
            }
            added[g] = add;
            removed[g] = remove;
        }
    }
}
