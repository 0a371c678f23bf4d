package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ordered multisets, one a group, as treaps over shared arrays. A key is a rank and a value; the
 * heap order comes from a hash of the node's number, so the shape is a function of the calls made.
 */
final class ValueTrees {
    static final int NONE = -1;

    private final @Nullable StringPool pool;
    private int[] left = new int[16];
    private int[] right = new int[16];
    private long[] ranks = new long[16];
    private long[] values = new long[16];
    private long[] counts = new long[16];
    private int nodes;
    private int free = NONE;

    ValueTrees(@Nullable StringPool pool) {
        this.pool = pool;
    }

    long value(int node) {
        return values[node];
    }

    long count(int node) {
        return counts[node];
    }

    int left(int node) {
        return left[node];
    }

    int right(int node) {
        return right[node];
    }

    private int compare(long rank, long value, int node) {
        int order = Long.compare(rank, ranks[node]);
        return order != 0 ? order : Values.compare(value, values[node], pool);
    }

    private static int priority(int node) {
        int h = (node + 1) * 0x9E3779B9;
        return (h ^ h >>> 15) * 0x85EBCA6B;
    }

    /** The node of that key, or -1. */
    int find(int root, long rank, long value) {
        int node = root;
        while (node != NONE) {
            int order = compare(rank, value, node);
            if (order == 0) {
                return node;
            }
            node = order < 0 ? left[node] : right[node];
        }
        return NONE;
    }

    int first(int root) {
        int node = root;
        while (left[node] != NONE) {
            node = left[node];
        }
        return node;
    }

    int last(int root) {
        int node = root;
        while (right[node] != NONE) {
            node = right[node];
        }
        return node;
    }

    /**
     * Adds {@code change} to the key's count, making or dropping its node; returns the new root.
     */
    int change(int root, long rank, long value, long change) {
        int node = find(root, rank, value);
        if (node != NONE) {
            counts[node] += change;
            return counts[node] > 0 ? root : erase(root, rank, value);
        }
        if (change <= 0) {
            throw new IllegalStateException("a value left that never came");
        }
        return insert(root, allocate(rank, value, change));
    }

    private int insert(int root, int node) {
        if (root == NONE) {
            return node;
        }
        if (priority(node) > priority(root)) {
            split(root, node);
            return node;
        }
        if (compare(ranks[node], values[node], root) < 0) {
            left[root] = insert(left[root], node);
        } else {
            right[root] = insert(right[root], node);
        }
        return root;
    }

    /** Hangs the parts of {@code root} below and above the key of {@code under} on that node. */
    private void split(int root, int under) {
        int lowTail = NONE;
        int highTail = NONE;
        int low = NONE;
        int high = NONE;
        int at = root;
        while (at != NONE) {
            if (compare(ranks[under], values[under], at) < 0) {
                if (highTail == NONE) {
                    high = at;
                } else {
                    left[highTail] = at;
                }
                highTail = at;
                at = left[at];
            } else {
                if (lowTail == NONE) {
                    low = at;
                } else {
                    right[lowTail] = at;
                }
                lowTail = at;
                at = right[at];
            }
        }
        if (lowTail != NONE) {
            right[lowTail] = NONE;
        }
        if (highTail != NONE) {
            left[highTail] = NONE;
        }
        left[under] = low;
        right[under] = high;
    }

    private int erase(int root, long rank, long value) {
        int order = compare(rank, value, root);
        if (order == 0) {
            int joined = join(left[root], right[root]);
            release(root);
            return joined;
        }
        if (order < 0) {
            left[root] = erase(left[root], rank, value);
        } else {
            right[root] = erase(right[root], rank, value);
        }
        return root;
    }

    private int join(int a, int b) {
        if (a == NONE) {
            return b;
        }
        if (b == NONE) {
            return a;
        }
        if (priority(a) > priority(b)) {
            right[a] = join(right[a], b);
            return a;
        }
        left[b] = join(a, left[b]);
        return b;
    }

    private int allocate(long rank, long value, long count) {
        int node = free;
        if (node != NONE) {
            free = left[node];
        } else {
            if (nodes == values.length) {
                left = Arrays.copyOf(left, nodes * 2);
                right = Arrays.copyOf(right, nodes * 2);
                ranks = Arrays.copyOf(ranks, nodes * 2);
                values = Arrays.copyOf(values, nodes * 2);
                counts = Arrays.copyOf(counts, nodes * 2);
            }
            node = nodes++;
        }
        left[node] = NONE;
        right[node] = NONE;
        ranks[node] = rank;
        values[node] = value;
        counts[node] = count;
        return node;
    }

    private void release(int node) {
        left[node] = free;
        free = node;
    }

    /** Gives all nodes of a tree back. */
    void clear(int root) {
        if (root != NONE) {
            clear(left[root]);
            clear(right[root]);
            release(root);
        }
    }

    /** Shows each value of a tree once, in order. */
    void forEach(int root, Extreme.ValueVisitor visitor) {
        if (root != NONE) {
            forEach(left[root], visitor);
            visitor.visit(values[root]);
            forEach(right[root], visitor);
        }
    }

    /** The counts of a tree's values together. */
    long total(int root) {
        return root == NONE ? 0 : counts[root] + total(left[root]) + total(right[root]);
    }

    /** Writes the counts and values of a tree of rank 0. */
    void save(DataOutput out, int root) throws IOException {
        saveNodes(out, root);
        out.writeLong(0);
    }

    private void saveNodes(DataOutput out, int node) throws IOException {
        if (node != NONE) {
            saveNodes(out, left[node]);
            out.writeLong(counts[node]);
            out.writeLong(values[node]);
            saveNodes(out, right[node]);
        }
    }

    /** Reads what {@link #save} wrote; returns the root. */
    int load(DataInput in) throws IOException {
        int root = NONE;
        for (long count = in.readLong(); count != 0; count = in.readLong()) {
            long value = Values.checked(in.readLong(), pool);
            if (count < 0 || count > Integer.MAX_VALUE || find(root, 0, value) != NONE) {
                throw new IOException("A value cannot occur " + count + " times more.");
            }
            root = change(root, 0, value, count);
        }
        return root;
    }
}
