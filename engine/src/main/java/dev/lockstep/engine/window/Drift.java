package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowShape;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where a window and the one in front of it disagree about rows, since this one refused a
 * transactional block that the other had applied: the rows that only this one still holds as they
 * were, and the keys that only the other one has. Later changes of such keys are seen as this
 * window must see them.
 */
final class Drift {
    private final KeyedRows held;
    private final KeyedRows unknown;
    private final RowShape shape;
    private final BadEvents bad;
    private final EventBlock seen;

    Drift(Schema schema, StringPool pool, BadEvents bad) {
        held = new KeyedRows(schema, pool, false);
        unknown = new KeyedRows(schema, pool, false);
        shape = held.shape();
        this.bad = bad;
        seen = EventBlock.attached(schema);
    }

    boolean isEmpty() {
        return held.size() == 0 && unknown.size() == 0;
    }

    /** Starts to be able to take back what {@link #see} changes. */
    void begin() {
        held.begin();
        unknown.begin();
    }

    void commit() {
        held.commit();
        unknown.commit();
    }

    void rollback() {
        held.rollback();
        unknown.rollback();
    }

    /** Notes a refused block of canonical rows. */
    void refuse(EventBlock in) {
        for (int i = 0; i < in.rows(); i++) {
            refuse(in, i);
        }
    }

    private void refuse(EventBlock in, int i) {
        int hash = held.hash(in, i);
        boolean leaves = in.opcodes()[i] == Opcode.DELETE;
        int other = unknown.find(in, i, hash);
        if (other >= 0) {
            if (leaves) {
                unknown.delete(other);
            }
        } else if (held.find(in, i, hash) < 0) {
            switch (in.opcodes()[i]) {
                case Opcode.INSERT -> unknown.insert(in, i, hash);
                case Opcode.DELETE -> held.insert(in, i, hash);
                // whoever did not ask for old rows needs the key only
                default -> held.insert(in.hasOld(i) ? in.old() : in, i, hash);
            }
        }
    }

    /**
     * The block as this window must see it; rows that make no sense to it are bad events.
     *
     * @return the first that is one if the block is transactional, else -1
     */
    int see(EventBlock in, boolean wantsOld) {
        seen.reset(in.rows());
        seen.transactional(in.isTransactional());
        for (int i = 0; i < in.rows(); i++) {
            if (!see(in, i, wantsOld) && in.isTransactional()) {
                return i;
            }
        }
        return -1;
    }

    EventBlock seen() {
        return seen;
    }

    private boolean see(EventBlock in, int i, boolean wantsOld) {
        int hash = held.hash(in, i);
        int other = unknown.find(in, i, hash);
        byte opcode = in.opcodes()[i];
        if (other >= 0) {
            return seeUnknown(in, i, other);
        }
        int own = held.find(in, i, hash);
        if (own >= 0 && opcode == Opcode.INSERT) {
            bad.report(EngineError.INSERT_OF_EXISTING_KEY, in, i, "The key is already there.");
            return false;
        }
        int r = Blocks.append(seen, opcode, in.flags()[i], in.causes()[i]);
        shape.copy(in, i, seen, r);
        if (opcode == Opcode.UPDATE && wantsOld) {
            seen.carriesOld(true);
            if (own >= 0) {
                shape.get(held.table(), own, seen.old(), r);
            } else {
                shape.copy(in.old(), i, seen.old(), r);
            }
        }
        if (own >= 0) {
            if (opcode == Opcode.DELETE) {
                shape.get(held.table(), own, seen, r);
            }
            held.delete(own);
        }
        return true;
    }

    private boolean seeUnknown(EventBlock in, int i, int slot) {
        boolean leaves = in.opcodes()[i] == Opcode.DELETE;
        bad.report(
                leaves ? EngineError.DELETE_OF_MISSING_KEY : EngineError.UPDATE_OF_MISSING_KEY,
                in,
                i,
                "The row came in a transactional block that the window refused.");
        if (leaves) {
            unknown.delete(slot);
        }
        return false;
    }

    void markCodes() {
        held.markCodes();
        unknown.markCodes();
    }

    void save(DataOutput out) throws IOException {
        held.save(out);
        unknown.save(out);
    }

    void load(DataInput in) throws IOException {
        held.load(in);
        unknown.load(in);
    }
}
