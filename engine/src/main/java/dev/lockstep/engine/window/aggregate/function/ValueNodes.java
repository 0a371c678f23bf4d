package dev.lockstep.engine.window.aggregate.function;

import java.util.Arrays;

/**
 * Values in lists, as they came. Nodes are numbered from 1; 0 is none. A freed node is used again,
 * last freed first.
 */
final class ValueNodes {
    long[] values = new long[16];

    /** The value that came next. */
    int[] next = new int[16];

    private int limit = 1;
    private int free;

    int allocate() {
        int node = free;
        if (node != 0) {
            free = next[node];
            return node;
        }
        if (limit == values.length) {
            values = Arrays.copyOf(values, limit * 2);
            next = Arrays.copyOf(next, limit * 2);
        }
        return limit++;
    }

    void release(int node) {
        next[node] = free;
        free = node;
    }

    /** Releases all nodes from one to another, which is linked to from the first. */
    void releaseAll(int first, int last) {
        next[last] = free;
        free = first;
    }
}
