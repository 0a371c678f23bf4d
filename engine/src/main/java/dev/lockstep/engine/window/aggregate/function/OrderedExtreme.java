package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Minimum or maximum where rows may leave in any order but mostly leave as they came, as they do
 * under retention by an event's time. A group is a queue as long as the value that leaves equals
 * the oldest one; at the first that does not, it becomes a tree until it is empty. Both give the
 * same results.
 */
public final class OrderedExtreme extends Extreme {
    private final ValueQueues queue = new ValueQueues();
    private final MonotonicExtreme candidates;
    private final TreeExtreme tree;
    private boolean[] isTree = {};

    public OrderedExtreme(boolean isMaximum, @Nullable StringPool pool) {
        super(isMaximum, pool);
        candidates = new MonotonicExtreme(isMaximum, pool);
        tree = new TreeExtreme(isMaximum, pool);
    }

    @Override
    protected void insert(int group, long value) {
        if (isTree[group]) {
            tree.insert(group, value);
        } else {
            queue.add(group, value);
            candidates.insert(group, value);
        }
    }

    @Override
    protected void delete(int group, long value) {
        if (!isTree[group]) {
            if (Values.compare(queue.head(group), value, pool()) == 0) {
                queue.removeHead(group);
                candidates.delete(group, value);
                return;
            }
            becomeTree(group);
        }
        tree.delete(group, value);
        isTree[group] = !tree.isNull(group);
    }

    private void becomeTree(int group) {
        queue.forEach(group, v -> tree.insert(group, v));
        queue.clear(group);
        candidates.clear(group);
        isTree[group] = true;
    }

    @Override
    protected long best(int group) {
        return isTree[group] ? tree.best(group) : candidates.best(group);
    }

    @Override
    public boolean isNull(int group) {
        return isTree[group] ? tree.isNull(group) : candidates.isNull(group);
    }

    @Override
    protected void forEach(int group, ValueVisitor visitor) {
        if (isTree[group]) {
            tree.forEach(group, visitor);
        } else {
            queue.forEach(group, visitor::visit);
        }
    }

    @Override
    protected void grow(int groups) {
        queue.grow(groups);
        candidates.grow(groups);
        tree.grow(groups);
        isTree = Arrays.copyOf(isTree, groups);
    }

    @Override
    protected void clear(int group) {
        queue.clear(group);
        candidates.clear(group);
        tree.clear(group);
        isTree[group] = false;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeBoolean(isTree[g]);
            if (isTree[g]) {
                tree.saveGroup(out, g);
            } else {
                long[] values = new long[Math.toIntExact(queue.size(g))];
                int[] at = {0};
                queue.forEach(g, v -> values[at[0]++] = v);
                out.writeInt(values.length);
                for (long v : values) {
                    out.writeLong(v);
                }
            }
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            clear(g);
            isTree[g] = in.readBoolean();
            if (isTree[g]) {
                tree.loadGroup(in, g);
            } else {
                for (int left = in.readInt(); left > 0; left--) {
                    insert(g, Values.checked(in.readLong(), pool()));
                }
            }
        }
    }
}
