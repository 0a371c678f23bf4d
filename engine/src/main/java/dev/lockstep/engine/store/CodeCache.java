package dev.lockstep.engine.store;

import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import java.util.Arrays;

/**
 * Remembers where rows with a single text key were last found, by the code of the text, so that a
 * text that comes again is neither hashed nor looked up.
 */
public final class CodeCache {
    /** Codes remembered, a power of two. */
    private static final int CODES = 1 << 12;

    private final KeyedRows rows;
    private final int field;

    /** {@code code + 1 << 32 | slot} at the code's lower bits; 0 is empty. */
    @Scratch private final long[] entries;

    public CodeCache(KeyedRows rows) {
        this.rows = rows;
        Schema schema = rows.schema();
        boolean isText =
                schema.keyCount() == 1
                        && schema.type(schema.key(0)).storage() == Storage.BYTES
                        && !rows.isInStore();
        field = isText ? schema.key(0) : -1;
        entries = new long[isText ? CODES : 0];
    }

    /** Whether the rows have such a key and keep their slots. */
    public boolean isUsable() {
        return field >= 0;
    }

    /**
     * The slot under which the code is remembered, or -1: for callers that {@link #forget} what
     * they delete.
     */
    public int find(int code) {
        long entry = entries[code & CODES - 1];
        return (int) (entry >>> 32) == code + 1 ? (int) entry : -1;
    }

    /**
     * The same for one code after another; returns the place of the first that is not remembered,
     * or {@code end}.
     */
    public int findAll(int[] codes, int from, int end, int[] slots) {
        long[] e = entries;
        for (int i = from; i < end; i++) {
            int code = codes[i];
            long entry = e[code & e.length - 1];
            if ((int) (entry >>> 32) != code + 1) {
                return i;
            }
            slots[i] = (int) entry;
        }
        return end;
    }

    /** The same for callers that forget nothing: a live row that holds the code is the row. */
    public int findLive(int code) {
        int slot = find(code);
        return slot >= 0 && holds(slot, code) ? slot : -1;
    }

    /** Forgets everything: rows may have gone, or hold their keys under other codes. */
    public void clear() {
        Arrays.fill(entries, 0);
    }

    /** Forgets a row that is about to be deleted. */
    public void forget(int slot) {
        int code = rows.table().ints[field][slot >>> RowTable.SHIFT][slot & RowTable.MASK];
        if (find(code) == slot) {
            entries[code & CODES - 1] = 0;
        }
    }

    /** Remembers a row under its code; a text that another code stands for is not remembered. */
    public void remember(int code, int slot) {
        if (holds(slot, code)) {
            entries[code & CODES - 1] = code + 1L << 32 | slot;
        }
    }

    private boolean holds(int slot, int code) {
        RowTable t = rows.table();
        return t.isLive(slot)
                && t.ints[field][slot >>> RowTable.SHIFT][slot & RowTable.MASK] == code;
    }
}
