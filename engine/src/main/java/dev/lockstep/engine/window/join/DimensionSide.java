package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.store.CodeCache;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.window.BadEvents;
import dev.lockstep.engine.window.DryRun;
import dev.lockstep.engine.window.Resolver;
import dev.lockstep.engine.window.WindowContext;
import dev.lockstep.model.project.IndexType;

/** The side of which a fact matches at most one row. Keeps its rows as of the cause at hand. */
final class DimensionSide {
    private final KeyedRows rows;
    private final Resolver resolver;
    private final EventBlock changes;
    private final EventBlock key;
    private final int keyField;
    private final CodeCache codes;

    /** Whether rows have changed since the codes were remembered. */
    @Scratch private boolean isChanged;

    DimensionSide(WindowContext context, Schema schema, IndexType index) {
        rows = context.rows(schema, index, "dimension");
        resolver = new Resolver(rows, context.bad(), false);
        changes = EventBlock.attached(schema);
        key = EventBlock.attached(schema);
        key.rows(1);
        keyField = schema.key(0);
        codes = new CodeCache(rows);
    }

    KeyedRows rows() {
        return rows;
    }

    /** Applies a row; returns its place in {@link #changed}, or -1 if it changed nothing. */
    int apply(EventBlock d, int j) {
        isChanged = true;
        changes.reset(1);
        return resolver.apply(d, j, changes, false) >= 0 ? 0 : -1;
    }

    EventBlock changed() {
        return changes;
    }

    /** The slot of the row that the fact matches, or -1. */
    int match(JoinCode code, EventBlock fact, int i) {
        if (!code.dimensionKey(fact, i, key)) {
            return -1;
        }
        int slot = find();
        return slot >= 0 && code.matches(fact, i, rows.table(), slot) ? slot : -1;
    }

    /** {@link #match} for facts 0 to {@code n - 1}, of which nothing is null if it is claimed. */
    void matchAll(JoinCode code, EventBlock fact, int n, int[] slots) {
        int field = codes.isUsable() && fact.claims(EventBlock.WHOLE) ? code.textKey() : -1;
        if (isChanged && field >= 0) {
            codes.clear();
            isChanged = false;
        }
        int i = 0;
        while (i < n) {
            if (field >= 0) {
                i = codes.findAll(fact.ints(field), i, n, slots);
                if (i == n) {
                    return;
                }
            }
            slots[i] = match(code, fact, i);
            i++;
        }
    }

    /** The slot of the row with the key at hand, or -1. */
    private int find() {
        if (!codes.isUsable()) {
            return rows.find(key, 0, rows.hash(key, 0));
        }
        int text = key.ints(keyField)[0];
        int slot = codes.findLive(text);
        if (slot < 0) {
            slot = rows.find(key, 0, rows.hash(key, 0));
            if (slot >= 0) {
                codes.remember(text, slot);
            }
        }
        return slot;
    }

    /** The place of the first row that could not be applied, or -1. */
    int failure(EventBlock d, BadEvents bad) {
        return DryRun.failure(d, rows, resolver, bad);
    }
}
