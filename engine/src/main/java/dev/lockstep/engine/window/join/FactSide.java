package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.window.BadEvents;
import dev.lockstep.engine.window.DryRun;
import dev.lockstep.engine.window.Resolver;
import dev.lockstep.engine.window.WindowContext;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** The facts that a change of the dimension may reach again, grouped by the dimension's key. */
final class FactSide {
    private final KeyedRows rows;
    private final Resolver resolver;
    private final FactGroups groups;
    @Scratch private final TouchedFacts touched;
    private final JoinCode code;
    private final EventBlock changes;
    private final EventBlock key;
    private final EventBlock loaded;
    @Scratch private int[] gathered = new int[16];
    @Scratch private boolean[] matched = new boolean[16];
    @Scratch private int gatheredCount;

    FactSide(WindowContext context, Schema schema, Schema dimension, JoinCode code) {
        this.rows = new KeyedRows(schema, context.pool(), false);
        this.resolver = new Resolver(rows, context.bad(), false, context.resources().factsMax());
        this.groups = new FactGroups(dimension, context.pool());
        this.touched = new TouchedFacts(schema, context.pool());
        this.code = code;
        this.changes = EventBlock.attached(schema);
        this.key = EventBlock.attached(dimension);
        this.loaded = EventBlock.attached(schema);
        key.rows(1);
        loaded.rows(1);
    }

    int size() {
        return rows.size();
    }

    TouchedFacts touched() {
        return touched;
    }

    /** Applies a fact; false if nothing changed. */
    boolean apply(EventBlock f, int i) {
        int hash = rows.shape().hasNullKey(f, i) ? 0 : rows.hash(f, i);
        int before = rows.shape().hasNullKey(f, i) ? -1 : rows.find(f, i, hash);
        changes.reset(1);
        int slot = resolver.apply(f, i, changes, false);
        if (slot < 0) {
            return false;
        }
        if (changes.opcodes()[0] == Opcode.DELETE) {
            groups.remove(slot);
            return true;
        }
        boolean hasKey = code.dimensionKey(changes, 0, key);
        if (before < 0) {
            groups.add(slot, true, key, hasKey);
        } else if (!groups.isIn(slot, key, hasKey)) {
            groups.remove(slot);
            groups.add(slot, false, key, hasKey);
        }
        return true;
    }

    /** Touches the fact that {@link #apply} has just changed. */
    void touchApplied() {
        touched.touch(changes, 0, changes.flags()[0]);
    }

    /**
     * Collects the facts of a dimension row's key before the row changes, and which of them match
     * it as it is.
     */
    void gather(DimensionSide dimension, EventBlock d, int j) {
        gatheredCount = 0;
        if (dimension.rows().shape().hasNullKey(d, j)) {
            return;
        }
        for (int fact = groups.first(d, j); fact != FactGroups.NONE; fact = groups.next(fact)) {
            if (gatheredCount == gathered.length) {
                gathered = Arrays.copyOf(gathered, gatheredCount * 2);
                matched = Arrays.copyOf(matched, gatheredCount * 2);
            }
            gathered[gatheredCount] = fact;
            matched[gatheredCount++] = dimension.match(code, load(fact), 0) >= 0;
        }
    }

    /**
     * Touches the gathered facts that matched before the change or match behind it, in the order of
     * their arrival.
     */
    void touchGathered(DimensionSide dimension, byte flags) {
        for (int k = 0; k < gatheredCount; k++) {
            EventBlock fact = load(gathered[k]);
            if (matched[k] || dimension.match(code, fact, 0) >= 0) {
                touched.touch(fact, 0, flags);
            }
        }
    }

    int gatheredCount() {
        return gatheredCount;
    }

    /** The slot of a gathered fact. */
    int gathered(int k) {
        return gathered[k];
    }

    boolean hadMatched(int k) {
        return matched[k];
    }

    /** The key that a dimension row of a full outer join asks for, as {@link #keyOnly}. */
    EventBlock keyFor(EventBlock dimension, int j) {
        for (int f = 0; f < loaded.schema().size(); f++) {
            loaded.setNull(f, 0);
        }
        code.factKey(dimension, j, loaded);
        return loaded;
    }

    /** Touches the key of a dimension row, whether or not there is a fact. */
    void touchKeyOf(EventBlock dimension, int j, byte flags) {
        touched.touch(keyFor(dimension, j), 0, flags);
    }

    /** The key of row {@code k} alone as row 0 of a block that is valid until the next call. */
    EventBlock keyOnly(EventBlock keys, int k) {
        rows.shape().copy(keys, k, loaded, 0);
        for (int f = 0; f < loaded.schema().size(); f++) {
            if (!loaded.schema().field(f).isKey()) {
                loaded.setNull(f, 0);
            }
        }
        return loaded;
    }

    int find(EventBlock keys, int k) {
        return rows.find(keys, k, rows.hash(keys, k));
    }

    /** The stored fact as row 0 of a block that is valid until the next call. */
    EventBlock load(int slot) {
        rows.shape().get(rows.table(), slot, loaded, 0);
        return loaded;
    }

    /** The place of the first fact that could not be applied, or -1. */
    int failure(EventBlock f, BadEvents bad) {
        return DryRun.failure(f, rows, resolver, bad);
    }

    void markCodes() {
        rows.markCodes();
        groups.markCodes();
    }

    void save(DataOutput out) throws IOException {
        rows.save(out);
        groups.save(out, rows.table());
    }

    void load(DataInput in) throws IOException {
        rows.load(in);
        groups.load(in, rows.table());
    }
}
