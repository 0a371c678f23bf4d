package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.window.BadEvents;
import dev.lockstep.engine.window.DryRun;
import dev.lockstep.engine.window.Resolver;
import dev.lockstep.engine.window.WindowContext;

/** The facts that a change of the dimension may reach again, grouped by the dimension's key. */
final class FactSide {
    private final KeyedRows rows;
    private final Resolver resolver;
    private final FactGroups groups;
    private final TouchedFacts touched;
    private final JoinCode code;
    private final EventBlock changes;
    private final EventBlock key;
    private final EventBlock loaded;

    FactSide(WindowContext context, Schema schema, Schema dimension, JoinCode code) {
        this.rows = new KeyedRows(schema, context.pool(), false);
        this.resolver = new Resolver(rows, context.bad(), false);
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

    /** Applies a fact and touches it. */
    void apply(EventBlock f, int i) {
        int hash = rows.shape().hasNullKey(f, i) ? 0 : rows.hash(f, i);
        int before = rows.shape().hasNullKey(f, i) ? -1 : rows.find(f, i, hash);
        changes.reset(1);
        int slot = resolver.apply(f, i, changes, false);
        if (slot < 0) {
            return;
        }
        if (before >= 0) {
            groups.remove(before);
        }
        if (changes.opcodes()[0] != Opcode.DELETE) {
            groups.add(slot, key, code.dimensionKey(changes, 0, key));
        }
        touched.touch(changes, 0, changes.opcodes()[0], changes.flags()[0]);
    }

    /** Touches the facts of a dimension row's key, in the order of their arrival. */
    void touchGroup(EventBlock dimension, int j) {
        for (int fact = groups.first(dimension, j);
                fact != FactGroups.NONE;
                fact = groups.next(fact)) {
            rows.shape().get(rows.table(), fact, loaded, 0);
            touched.touch(loaded, 0, JoinWindow.REGENERATED, EventFlags.NORMAL);
        }
    }

    int find(EventBlock keys, int k) {
        return rows.find(keys, k, rows.hash(keys, k));
    }

    /** The stored fact as row 0 of a block that is valid until the next call. */
    EventBlock load(int slot) {
        rows.shape().get(rows.table(), slot, loaded, 0);
        return loaded;
    }

    boolean wouldApply(EventBlock f, BadEvents bad) {
        return DryRun.succeeds(f, rows, resolver, bad);
    }

    void markCodes() {
        rows.markCodes();
        groups.markCodes();
    }
}
