package dev.lockstep.engine.window.aggregate.function;

import java.util.Arrays;

/**
 * Which values of a list may still become its best one: those that no later one beats, the better
 * before the worse. The first is the best, the latest value is always the last.
 */
final class Candidates {
    private final ValueNodes nodes;
    private final Extreme order;

    /** The candidate before and behind a candidate, by node. */
    private int[] before = {};

    private int[] behind = {};

    Candidates(ValueNodes nodes, Extreme order) {
        this.nodes = nodes;
        this.order = order;
    }

    /**
     * Adds the latest value of a list.
     *
     * @param tail the one before, or 0
     * @param best the best one so far
     * @return the best one
     */
    int add(int node, int tail, int best) {
        if (node >= before.length) {
            before = Arrays.copyOf(before, nodes.values.length);
            behind = Arrays.copyOf(behind, nodes.values.length);
        }
        long value = nodes.values[node];
        int better = tail;
        while (better != 0 && !order.isBetter(nodes.values[better], value)) {
            better = before[better];
        }
        before[node] = better;
        behind[better] = node;
        return better == 0 ? node : best;
    }

    /**
     * The oldest value of a list is about to leave, which has others.
     *
     * @return the best one behind it
     */
    int leave(int head, int best) {
        if (best != head) {
            return best;
        }
        int next = behind[head];
        before[next] = 0;
        return next;
    }

    /** Makes candidates of a list that had none; returns the best one. */
    int link(int head, int tail) {
        int best = add(head, 0, 0);
        for (int node = head; node != tail; ) {
            int next = nodes.next[node];
            best = add(next, node, best);
            node = next;
        }
        return best;
    }
}
