package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Minimum or maximum where rows may leave in any order but mostly leave as they came, as they do
 * under retention by an event's time. A group is a list of its values as they came, as long as the
 * value that leaves equals the oldest one; at the first that does not, it becomes a tree until it
 * is empty. When the best value of a list leaves, the others are looked through for the next one,
 * which among values in no order is rare; where it is not, the list gets {@link Candidates} until
 * it is empty. All give the same results.
 */
public final class OrderedExtreme extends Extreme {
    /** A group's words: the oldest value or the tree's root in the upper half, the latest below. */
    private static final int ENDS = 0;

    /** The best one, by itself or by its node. */
    private static final int BEST = 1;

    /** How many values may still be looked through. */
    private static final int CREDIT = 2;

    private static final int WORDS = 3;

    /** The latest value of a group that is a tree. */
    private static final int IS_TREE = -1;

    /** The credit of a group with candidates. */
    private static final int HAS_CANDIDATES = -1;

    /** What a value that comes brings: looking through is to cost as little. */
    private static final int CREDIT_A_VALUE = 4;

    private static final int CREDIT_MAX = 1 << 16;

    private final ValueNodes nodes = new ValueNodes();
    private final Candidates candidates = new Candidates(nodes, this);
    private final ValueTrees trees;

    public OrderedExtreme(GroupRecords records, boolean isMaximum, @Nullable StringPool pool) {
        super(records, WORDS, isMaximum, pool);
        trees = new ValueTrees(pool);
    }

    @Override
    protected void insert(long[] w, int at, long kept) {
        long ends = w[at + ENDS];
        int tail = tail(ends);
        if (tail == IS_TREE) {
            w[at + ENDS] = ends(trees.change(head(ends), 0, kept, 1), IS_TREE);
            return;
        }
        ValueNodes n = nodes;
        long best = w[at + BEST];
        long credit = w[at + CREDIT];
        int node = n.allocate();
        n.values[node] = kept;
        // whether it is the first cannot be predicted, so this is done without a branch: node 0
        // takes what is linked to no node, and the head of an empty list is 0
        n.next[tail] = node;
        w[at + ENDS] = ends(head(ends) | node & tail - 1 >> 31, node);
        if (credit == HAS_CANDIDATES) {
            w[at + BEST] = candidates.add(node, tail, (int) best);
        } else {
            w[at + BEST] = pool() == null ? Math.max(best, kept) : better(tail == 0, best, kept);
            w[at + CREDIT] = Math.min(credit + CREDIT_A_VALUE, CREDIT_MAX);
        }
    }

    private static long ends(int head, int tail) {
        return (long) head << 32 | tail & 0xffffffffL;
    }

    private static int head(long ends) {
        return (int) (ends >>> 32);
    }

    private static int tail(long ends) {
        return (int) ends;
    }

    private long better(boolean isFirst, long best, long code) {
        return isFirst || isBetter(code, best) ? code : best;
    }

    @Override
    protected void delete(long[] w, int at, long kept) {
        int tail = tail(w[at + ENDS]);
        int head = head(w[at + ENDS]);
        if (tail == IS_TREE) {
            deleteFromTree(w, at, kept);
        } else if (!isSame(nodes.values[head], kept)) {
            becomeTree(w, at);
            deleteFromTree(w, at, kept);
        } else if (head == tail) {
            clear(w, at);
        } else {
            w[at + ENDS] = ends(nodes.next[head], tail);
            if (w[at + CREDIT] == HAS_CANDIDATES) {
                w[at + BEST] = candidates.leave(head, (int) w[at + BEST]);
            } else if (isSame(kept, w[at + BEST])) {
                findBest(w, at, kept);
            }
            nodes.release(head);
        }
    }

    /** Looks for the best value of a list that such a one has left; nothing beats what has gone. */
    private void findBest(long[] w, int at, long gone) {
        int tail = tail(w[at + ENDS]);
        int node = head(w[at + ENDS]);
        long credit = w[at + CREDIT];
        long best = nodes.values[node];
        while (node != tail && !isSame(best, gone)) {
            if (--credit < 0) {
                w[at + CREDIT] = HAS_CANDIDATES;
                w[at + BEST] = candidates.link(head(w[at + ENDS]), tail);
                return;
            }
            node = nodes.next[node];
            best = better(false, best, nodes.values[node]);
        }
        w[at + BEST] = best;
        w[at + CREDIT] = credit;
    }

    private boolean isSame(long a, long b) {
        return a == b || pool() != null && Values.compare(a, b, pool()) == 0;
    }

    private void deleteFromTree(long[] w, int at, long kept) {
        int root = trees.change(head(w[at + ENDS]), 0, kept, -1);
        boolean isEmpty = root == ValueTrees.NONE;
        w[at + ENDS] = ends(root, IS_TREE);
        if (isEmpty) {
            forget(w, at);
        }
    }

    private void becomeTree(long[] w, int at) {
        int root = ValueTrees.NONE;
        int tail = tail(w[at + ENDS]);
        int head = head(w[at + ENDS]);
        for (int node = head; ; node = nodes.next[node]) {
            root = trees.change(root, 0, nodes.values[node], 1);
            if (node == tail) {
                break;
            }
        }
        nodes.releaseAll(head, tail);
        w[at + ENDS] = ends(root, IS_TREE);
    }

    @Override
    protected long best(long[] w, int at) {
        if (tail(w[at + ENDS]) == IS_TREE) {
            int root = head(w[at + ENDS]);
            return trees.value(isGreatestBest() ? trees.last(root) : trees.first(root));
        }
        long best = w[at + BEST];
        return w[at + CREDIT] == HAS_CANDIDATES ? nodes.values[(int) best] : best;
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return w[at + ENDS] == 0;
    }

    @Override
    protected void forEach(long[] w, int at, ValueVisitor visitor) {
        int tail = tail(w[at + ENDS]);
        if (tail == IS_TREE) {
            trees.forEach(head(w[at + ENDS]), visitor);
        } else if (tail != 0) {
            int node = head(w[at + ENDS]);
            for (; node != tail; node = nodes.next[node]) {
                visitor.visit(nodes.values[node]);
            }
            visitor.visit(nodes.values[tail]);
        }
    }

    @Override
    public void clear(long[] w, int at) {
        int tail = tail(w[at + ENDS]);
        if (tail == IS_TREE) {
            trees.clear(head(w[at + ENDS]));
        } else if (tail != 0) {
            nodes.releaseAll(head(w[at + ENDS]), tail);
        }
        forget(w, at);
    }

    private static void forget(long[] w, int at) {
        w[at + ENDS] = 0;
        w[at + BEST] = Long.MIN_VALUE;
        w[at + CREDIT] = 0;
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            saveGroup(out, words(), at(g));
        }
    }

    private void saveGroup(DataOutput out, long[] w, int at) throws IOException {
        boolean isTree = tail(w[at + ENDS]) == IS_TREE;
        out.writeBoolean(isTree);
        if (isTree) {
            trees.save(out, head(w[at + ENDS]));
            return;
        }
        out.writeLong(w[at + CREDIT]);
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
            w[at + ENDS] = ends(root, IS_TREE);
            return;
        }
        long credit = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            insert(w, at, Values.checked(in.readLong(), pool()));
        }
        if (credit == HAS_CANDIDATES) {
            w[at + BEST] = candidates.link(head(w[at + ENDS]), tail(w[at + ENDS]));
        }
        w[at + CREDIT] = credit;
    }
}
