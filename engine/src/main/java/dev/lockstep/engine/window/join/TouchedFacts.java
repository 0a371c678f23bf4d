package dev.lockstep.engine.window.join;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.window.Blocks;
import java.util.Arrays;

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

    /** The touched facts as they were when first touched; flag R where every touch had it. */
    EventBlock rows() {
        return rows;
    }

    /** Whether a touch with these flags would mix retention with other changes. */
    boolean differsIn(byte flags) {
        return rows.rows() > 0 && ((rows.flags()[0] ^ flags) & EventFlags.RETENTION) != 0;
    }

    void touch(EventBlock fact, int i, byte flags) {
        byte kept = (byte) (flags & EventFlags.RETENTION);
        int hash = places.hash(fact, i);
        int slot = places.find(fact, i, hash);
        if (slot >= 0) {
            rows.flags()[placeOf[slot]] &= kept;
            return;
        }
        int r = Blocks.append(rows, Opcode.UPSERT, kept, 0);
        places.shape().copy(fact, i, rows, r);
        slot = places.insert(fact, i, hash);
        if (slot >= placeOf.length) {
            placeOf = Arrays.copyOf(placeOf, slot * 2);
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
