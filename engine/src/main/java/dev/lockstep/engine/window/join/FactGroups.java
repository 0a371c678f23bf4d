package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.store.KeyedRows;
import java.util.Arrays;

/**
 * The facts of each dimension key in the order of their arrival: the secondary index of the fact
 * side.
 */
final class FactGroups {
    static final int NONE = -1;

    private final KeyedRows keys;
    private int[] heads = {};
    private int[] tails = {};
    private int[] next = {};
    private int[] prev = {};
    private int[] groups = {};
    private long[] arrivals = {};
    private long nextArrival;

    /**
     * @param keySchema the dimension's schema, of which only the key counts
     */
    FactGroups(Schema keySchema, StringPool pool) {
        keys = new KeyedRows(keySchema, pool, false);
    }

    /** The first fact of row {@code i}'s key, or -1. */
    int first(EventBlock key, int i) {
        int group = keys.find(key, i, keys.hash(key, i));
        return group < 0 ? NONE : heads[group];
    }

    int next(int fact) {
        return next[fact];
    }

    /**
     * Adds a fact at the place that its first arrival gives it.
     *
     * @param isNew whether it arrives for the first time
     * @param key its dimension key in row 0; without one it belongs to no group
     */
    void add(int fact, boolean isNew, EventBlock key, boolean hasKey) {
        ensureFacts(fact);
        if (isNew) {
            arrivals[fact] = nextArrival++;
        }
        if (!hasKey) {
            groups[fact] = NONE;
            return;
        }
        int hash = keys.hash(key, 0);
        int group = keys.find(key, 0, hash);
        if (group < 0) {
            group = keys.insert(key, 0, hash);
            ensureGroups(group);
            heads[group] = NONE;
            tails[group] = NONE;
        }
        groups[fact] = group;
        int after = tails[group];
        while (after != NONE && arrivals[after] > arrivals[fact]) {
            after = prev[after];
        }
        insertAfter(fact, after, group);
    }

    private void insertAfter(int fact, int after, int group) {
        int before = after == NONE ? heads[group] : next[after];
        prev[fact] = after;
        next[fact] = before;
        if (after == NONE) {
            heads[group] = fact;
        } else {
            next[after] = fact;
        }
        if (before == NONE) {
            tails[group] = fact;
        } else {
            prev[before] = fact;
        }
    }

    void remove(int fact) {
        int group = groups[fact];
        if (group == NONE) {
            return;
        }
        int p = prev[fact];
        int n = next[fact];
        if (p == NONE) {
            heads[group] = n;
        } else {
            next[p] = n;
        }
        if (n == NONE) {
            tails[group] = p;
        } else {
            prev[n] = p;
        }
        groups[fact] = NONE;
        if (heads[group] == NONE) {
            keys.delete(group);
        }
    }

    private void ensureFacts(int fact) {
        if (fact >= groups.length) {
            int length = Math.max(64, Math.max(fact + 1, groups.length + (groups.length >> 1)));
            next = Arrays.copyOf(next, length);
            prev = Arrays.copyOf(prev, length);
            groups = Arrays.copyOf(groups, length);
            arrivals = Arrays.copyOf(arrivals, length);
        }
    }

    private void ensureGroups(int group) {
        if (group >= heads.length) {
            int length = Math.max(64, Math.max(group + 1, heads.length + (heads.length >> 1)));
            heads = Arrays.copyOf(heads, length);
            tails = Arrays.copyOf(tails, length);
        }
    }

    void markCodes() {
        keys.markCodes();
    }
}
