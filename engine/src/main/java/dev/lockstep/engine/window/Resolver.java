package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowShape;

/**
 * Applies events of any kind to keyed rows and says what they changed: upserts become inserts or
 * updates, partial updates whole ones, deletes carry what was stored; what cannot be applied is a
 * bad event.
 */
public final class Resolver {
    /** Result of {@link #apply}: nothing changed and nothing is wrong. */
    public static final int NOTHING = -1;

    /** Result of {@link #apply}: the event could not be applied. */
    public static final int BAD = -2;

    private final KeyedRows rows;
    private final BadEvents bad;
    private final boolean isLoose;
    private final long rowsMax;
    private final EventBlock merged;

    /**
     * @param isLoose whether Inserts count as Upserts and Deletes as SafeDeletes
     */
    public Resolver(KeyedRows rows, BadEvents bad, boolean isLoose) {
        this(rows, bad, isLoose, Long.MAX_VALUE);
    }

    /**
     * @param rowsMax rows there may be; a new one beyond is a bad event
     */
    public Resolver(KeyedRows rows, BadEvents bad, boolean isLoose, long rowsMax) {
        this.rows = rows;
        this.rowsMax = rowsMax;
        this.bad = bad;
        this.isLoose = isLoose;
        this.merged = EventBlock.attached(rows.schema());
        merged.rows(1);
    }

    /**
     * Applies row {@code i} of {@code in} and appends the change to {@code out}.
     *
     * @return the slot that the change concerns (a deleted row's is free again), {@link #NOTHING}
     *     or {@link #BAD}
     */
    public int apply(EventBlock in, int i, EventBlock out, boolean wantsOld) {
        RowShape shape = rows.shape();
        if (shape.hasNullKey(in, i)) {
            return refuse(EngineError.NULL_KEY, in, i, "A key field is null.");
        }
        int hash = rows.hash(in, i);
        int slot = rows.find(in, i, hash);
        byte opcode = in.opcodes()[i];
        return switch (opcode) {
            case Opcode.INSERT ->
                    slot >= 0 && !isLoose
                            ? refuse(
                                    EngineError.INSERT_OF_EXISTING_KEY,
                                    in,
                                    i,
                                    "The key is already there.")
                            : write(in, i, slot, hash, out, wantsOld);
            case Opcode.UPDATE ->
                    slot < 0
                            ? refuse(
                                    EngineError.UPDATE_OF_MISSING_KEY,
                                    in,
                                    i,
                                    "The key is not there.")
                            : write(in, i, slot, hash, out, wantsOld);
            case Opcode.UPSERT -> write(in, i, slot, hash, out, wantsOld);
            case Opcode.DELETE ->
                    slot < 0
                            ? isLoose
                                    ? NOTHING
                                    : refuse(
                                            EngineError.DELETE_OF_MISSING_KEY,
                                            in,
                                            i,
                                            "The key is not there.")
                            : delete(in, i, slot, out);
            case Opcode.SAFE_DELETE -> slot < 0 ? NOTHING : delete(in, i, slot, out);
            default -> throw new IllegalArgumentException("opcode " + opcode);
        };
    }

    private int write(EventBlock in, int i, int slot, int hash, EventBlock out, boolean wantsOld) {
        RowShape shape = rows.shape();
        byte flags = (byte) (in.flags()[i] & ~EventFlags.PARTIAL);
        if (slot < 0 && rows.size() >= rowsMax) {
            return refuse(
                    EngineError.TOO_MANY_FACTS, in, i, "There are " + rowsMax + " rows already.");
        }
        if (slot < 0) {
            int added = rows.insert(in, i, hash);
            int r = Blocks.append(out, Opcode.INSERT, flags, in.causes()[i]);
            shape.copy(in, i, out, r);
            return added;
        }
        EventBlock from = in;
        int at = i;
        if ((in.flags()[i] & EventFlags.PARTIAL) != 0) {
            shape.copy(in, i, merged, 0);
            shape.fill(rows.table(), slot, merged, 0);
            from = merged;
            at = 0;
        }
        int r = Blocks.append(out, Opcode.UPDATE, flags, in.causes()[i]);
        if (wantsOld) {
            out.carriesOld(true);
            shape.get(rows.table(), slot, out.old(), r);
        }
        rows.update(slot, from, at);
        shape.copy(from, at, out, r);
        return slot;
    }

    private int delete(EventBlock in, int i, int slot, EventBlock out) {
        int r =
                Blocks.append(
                        out,
                        Opcode.DELETE,
                        (byte) (in.flags()[i] & ~EventFlags.PARTIAL),
                        in.causes()[i]);
        rows.shape().get(rows.table(), slot, out, r);
        rows.delete(slot);
        return slot;
    }

    private int refuse(ErrorCode code, EventBlock in, int i, String reason) {
        bad.report(code, in, i, reason);
        return BAD;
    }
}
