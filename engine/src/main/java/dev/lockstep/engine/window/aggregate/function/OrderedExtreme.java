package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Minimum or maximum where rows may leave in any order but mostly leave as they came, as they do
 * under retention by an event's time. A group is a list of its values as they came, of which those
 * that no later one beats are candidates, as long as the value that leaves equals the oldest one;
 * at the first that does not, it becomes a tree until it is empty. Both give the same results.
 */
public final class OrderedExtreme extends Extreme {
    /** A group's words: its oldest value or the tree's root, its latest value, the best one. */
    private static final int HEAD = 0;

    private static final int TAIL = 1;
    private static final int BEST = 2;

    /** The latest value of a group that is a tree. */
    private static final int IS_TREE = -1;

    private final ValueNodes nodes = new ValueNodes();
    private final ValueTrees trees;

    public OrderedExtreme(GroupRecords records, boolean isMaximum, @Nullable StringPool pool) {
        super(records, 3, isMaximum, pool);
        trees = new ValueTrees(pool);
    }

    @Override
    protected void insert(long[] w, int at, long kept) {
        int tail = (int) w[at + TAIL];
        if (tail == IS_TREE) {
            w[at + HEAD] = trees.change((int) w[at + HEAD], 0, kept, 1);
            return;
        }
        ValueNodes n = nodes;
        long head = w[at + HEAD];
        long best = w[at + BEST];
        int node = n.allocate();
        n.values[node] = kept;
        int better = tail;
        while (better != 0 && !isBetter(n.values[better], kept)) {
            better = n.before[better];
        }
        n.before[node] = better;
        // node 0 takes what is linked to no node: whether there is one cannot be predicted
        n.behind[better] = node;
        n.next[tail] = node;
        w[at + HEAD] = tail == 0 ? node : head;
        w[at + TAIL] = node;
        w[at + BEST] = better == 0 ? node : best;
    }

    @Override
    protected void delete(long[] w, int at, long kept) {
        int tail = (int) w[at + TAIL];
        int head = (int) w[at + HEAD];
        ValueNodes n = nodes;
        if (tail == IS_TREE) {
            deleteFromTree(w, at, kept);
        } else if (!isSame(n.values[head], kept)) {
            becomeTree(w, at);
            deleteFromTree(w, at, kept);
        } else if (head == tail) {
            n.release(head);
            w[at + HEAD] = 0;
            w[at + TAIL] = 0;
        } else {
            int best = (int) w[at + BEST];
            int behind = n.behind[head];
            best = best == head ? behind : best;
            n.before[best] = 0;
            w[at + HEAD] = n.next[head];
            w[at + BEST] = best;
            n.release(head);
        }
    }

    private boolean isSame(long a, long b) {
        return a == b || pool() != null && Values.compare(a, b, pool()) == 0;
    }

    private void deleteFromTree(long[] w, int at, long kept) {
        int root = trees.change((int) w[at + HEAD], 0, kept, -1);
        boolean isEmpty = root == ValueTrees.NONE;
        w[at + HEAD] = isEmpty ? 0 : root;
        w[at + TAIL] = isEmpty ? 0 : IS_TREE;
    }

    private void becomeTree(long[] w, int at) {
        int root = ValueTrees.NONE;
        int tail = (int) w[at + TAIL];
        int head = (int) w[at + HEAD];
        for (int node = head; ; node = nodes.next[node]) {
            root = trees.change(root, 0, nodes.values[node], 1);
            if (node == tail) {
                break;
            }
        }
        nodes.releaseAll(head, tail);
        w[at + HEAD] = root;
        w[at + TAIL] = IS_TREE;
    }

    @Override
    protected long best(long[] w, int at) {
        if (w[at + TAIL] == IS_TREE) {
            int root = (int) w[at + HEAD];
            return trees.value(isGreatestBest() ? trees.last(root) : trees.first(root));
        }
        return nodes.values[(int) w[at + BEST]];
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return w[at + TAIL] == 0;
    }

    @Override
    protected void forEach(long[] w, int at, ValueVisitor visitor) {
        int tail = (int) w[at + TAIL];
        if (tail == IS_TREE) {
            trees.forEach((int) w[at + HEAD], visitor);
        } else if (tail != 0) {
            int node = (int) w[at + HEAD];
            for (; node != tail; node = nodes.next[node]) {
                visitor.visit(nodes.values[node]);
            }
            visitor.visit(nodes.values[tail]);
        }
    }

    @Override
    public void clear(long[] w, int at) {
        int tail = (int) w[at + TAIL];
        if (tail == IS_TREE) {
            trees.clear((int) w[at + HEAD]);
        } else if (tail != 0) {
            nodes.releaseAll((int) w[at + HEAD], tail);
        }
        w[at + HEAD] = 0;
        w[at + TAIL] = 0;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            saveGroup(out, words(), at(g));
        }
    }

    private void saveGroup(DataOutput out, long[] w, int at) throws IOException {
        boolean isTree = w[at + TAIL] == IS_TREE;
        out.writeBoolean(isTree);
        if (isTree) {
            trees.save(out, (int) w[at + HEAD]);
            return;
        }
        int[] count = {0};
        forEach(w, at, v -> count[0]++);
        long[] values = new long[count[0]];
        forEach(w, at, v -> values[--count[0]] = v);
        out.writeInt(values.length);
        for (int k = values.length - 1; k >= 0; k--) {
            out.writeLong(values[k]);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            loadGroup(in, words(), at(g));
        }
    }

    private void loadGroup(DataInput in, long[] w, int at) throws IOException {
        clear(w, at);
        if (in.readBoolean()) {
            int root = trees.load(in);
            if (root == ValueTrees.NONE) {
                throw new IOException("A tree of values is empty.");
            }
            w[at + HEAD] = root;
            w[at + TAIL] = IS_TREE;
            return;
        }
        for (int left = in.readInt(); left > 0; left--) {
            insert(w, at, Values.checked(in.readLong(), pool()));
        }
    }
}
