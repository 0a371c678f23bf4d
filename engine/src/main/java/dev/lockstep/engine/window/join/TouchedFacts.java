package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.window.Blocks;

/**
 * The facts whose result may have changed in the cause at hand, each once, in the order of the
 * first touch.
 */
final class TouchedFacts {
    private final EventBlock rows;
    private final KeyedRows places;
    private int[] placeOf = new int[16];

    TouchedFacts(Schema schema, StringPool pool) {
        rows = EventBlock.attached(schema);
        places = new KeyedRows(schema, pool, false);
    }

    void begin() {
        rows.reset(0);
    }

    /** The touched facts as they were when touched; opcode and flags of the latest touch. */
    EventBlock rows() {
        return rows;
    }

    void touch(EventBlock fact, int i, byte opcode, byte flags) {
        int hash = places.hash(fact, i);
        int slot = places.find(fact, i, hash);
        if (slot >= 0) {
            rows.opcodes()[placeOf[slot]] = opcode;
            rows.flags()[placeOf[slot]] = flags;
            return;
        }
        int r = Blocks.append(rows, opcode, flags, 0);
        places.shape().copy(fact, i, rows, r);
        slot = places.insert(fact, i, hash);
        if (slot >= placeOf.length) {
            placeOf = java.util.Arrays.copyOf(placeOf, slot * 2);
        }
        placeOf[slot] = r;
    }

    /** Forgets all, cheapest from the last on. */
    void end() {
        for (int r = rows.rows() - 1; r >= 0; r--) {
            places.delete(places.find(rows, r, places.hash(rows, r)));
        }
        rows.reset(0);
    }
}
