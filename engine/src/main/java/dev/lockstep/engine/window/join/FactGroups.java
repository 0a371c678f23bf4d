package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.snapshot.SlotSet;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

    /** Whether a fact that was added is in the group that {@link #add} would give it now. */
    boolean isIn(int fact, EventBlock key, boolean hasKey) {
        int group = groups[fact];
        return hasKey
                ? group != NONE && keys.find(key, 0, keys.hash(key, 0)) == group
                : group == NONE;
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

    /**
     * @param facts the table in whose slots the facts are
     */
    void save(DataOutput out, RowTable facts) throws IOException {
        keys.save(out);
        out.writeLong(nextArrival);
        for (int fact = facts.nextLive(0); fact >= 0; fact = facts.nextLive(fact + 1)) {
            out.writeLong(arrivals[fact]);
            out.writeInt(groups[fact]);
        }
        RowTable table = keys.table();
        for (int group = table.nextLive(0); group >= 0; group = table.nextLive(group + 1)) {
            for (int fact = heads[group]; fact != NONE; fact = next[fact]) {
                out.writeInt(fact);
            }
            out.writeInt(NONE);
        }
    }

    void load(DataInput in, RowTable facts) throws IOException {
        keys.load(in);
        nextArrival = in.readLong();
        if (nextArrival < 0) {
            throw new IOException("There cannot have been " + nextArrival + " facts.");
        }
        ensureFacts(Math.max(0, facts.slotLimit() - 1));
        ensureGroups(Math.max(0, keys.table().slotLimit() - 1));
        int grouped = loadFacts(in, facts);
        if (loadOrders(in, facts) != grouped) {
            throw new IOException("A fact stands in no group's order.");
        }
    }

    /** Reads each fact's arrival and group; returns how many have a group. */
    private int loadFacts(DataInput in, RowTable facts) throws IOException {
        RowTable table = keys.table();
        int grouped = 0;
        for (int fact = facts.nextLive(0); fact >= 0; fact = facts.nextLive(fact + 1)) {
            arrivals[fact] = in.readLong();
            if (arrivals[fact] < 0 || arrivals[fact] >= nextArrival) {
                throw new IOException("Fact " + fact + " has not arrived.");
            }
            int group = in.readInt();
            if (group != NONE && (group < 0 || !table.isLive(group))) {
                throw new IOException("Fact " + fact + " is of no group.");
            }
            groups[fact] = group;
            grouped += group == NONE ? 0 : 1;
        }
        return grouped;
    }

    /** Reads the order within each group; returns how many facts stand in one. */
    private int loadOrders(DataInput in, RowTable facts) throws IOException {
        RowTable table = keys.table();
        SlotSet seen = new SlotSet(facts.slotLimit());
        for (int group = table.nextLive(0); group >= 0; group = table.nextLive(group + 1)) {
            heads[group] = NONE;
            tails[group] = NONE;
            for (int fact = in.readInt(); fact != NONE; fact = in.readInt()) {
                if (fact < 0 || !facts.isLive(fact) || groups[fact] != group) {
                    throw new IOException("Fact " + fact + " is not one of its group.");
                }
                seen.add(fact);
                if (tails[group] != NONE && arrivals[tails[group]] >= arrivals[fact]) {
                    throw new IOException("Fact " + fact + " stands at the wrong place.");
                }
                insertAfter(fact, tails[group], group);
            }
            if (heads[group] == NONE) {
                throw new IOException("Group " + group + " has no fact.");
            }
        }
        return seen.size();
    }
}
