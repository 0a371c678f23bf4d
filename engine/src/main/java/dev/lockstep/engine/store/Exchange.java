package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import java.util.Arrays;

/**
 * Rows that enter a table and rows that leave it, moved column by column once their number is worth
 * it. Until {@link #move} the output has none of them, but for the keys of those that leave, and
 * the table has only the keys of those that enter. Moves happen in the order in which they were
 * noted, so a slot may be given up and taken again.
 */
public final class Exchange {
    private final KeyedRows rows;
    private final Schema schema;

    /**
     * Of each row of the output: the input's row that enters, or -1 less the input's row for which
     * it leaves.
     */
    @Scratch private int[] entering = {};

    @Scratch private int[] slots = {};
    @Scratch private int from;
    @Scratch private int end;

    public Exchange(KeyedRows rows) {
        this.rows = rows;
        this.schema = rows.schema();
    }

    /** Begins behind the rows that the output has. */
    public void begin(EventBlock out) {
        from = out.rows();
        end = from;
    }

    /** The place in the output of what is noted next. */
    public int end() {
        return end;
    }

    /** Row {@code i} of the input enters the table; its key is there already. */
    public void enters(int i, int slot) {
        if (end >= slots.length) {
            grow();
        }
        entering[end] = i;
        slots[end++] = slot;
    }

    /** A row leaves the table, and is about to be deleted there, for row {@code i} of the input. */
    public void leaves(int i, int slot, EventBlock out) {
        if (end >= slots.length) {
            grow();
        }
        if (end >= out.capacity()) {
            out.ensureCapacity(end + 1);
        }
        rows.getKey(slot, out, end);
        entering[end] = -1 - i;
        slots[end++] = slot;
    }

    private void grow() {
        int length = Math.max(64, end * 2);
        entering = Arrays.copyOf(entering, length);
        slots = Arrays.copyOf(slots, length);
    }

    /** Makes everything noted rows of the output and moves their fields. */
    public void move(EventBlock in, EventBlock out) {
        if (from == end) {
            return;
        }
        out.ensureCapacity(end);
        out.rows(end);
        moveHeads(in, out);
        RowTable table = rows.table();
        for (int f = 0; f < schema.size(); f++) {
            boolean isKey = schema.field(f).isKey();
            switch (schema.type(f).storage()) {
                case INT, BYTES -> moveInts(in.ints(f), table.ints[f], out.ints(f), isKey);
                case LONG -> moveLongs(in.longs(f), table.longs[f], out.longs(f), isKey);
                case DOUBLE -> moveDoubles(in.doubles(f), table.doubles[f], out.doubles(f), isKey);
            }
        }
        int words = schema.nullWords();
        for (int w = 0; w < words; w++) {
            moveNulls(in.nulls(), table.nulls, out.nulls(), words, w);
        }
        from = end;
    }

    private void moveHeads(EventBlock in, EventBlock out) {
        int[] causes = in.causes();
        int[] outCauses = out.causes();
        byte[] flags = in.flags();
        byte[] outFlags = out.flags();
        byte[] opcodes = out.opcodes();
        for (int r = from; r < end; r++) {
            int e = entering[r];
            boolean isEntering = e >= 0;
            int i = isEntering ? e : -1 - e;
            opcodes[r] = isEntering ? Opcode.INSERT : Opcode.DELETE;
            outFlags[r] = isEntering ? flags[i] : EventFlags.RETENTION;
            outCauses[r] = causes[i];
        }
    }

    private void moveInts(int[] in, int[][] table, int[] out, boolean isKey) {
        for (int r = from; r < end; r++) {
            int i = entering[r];
            int slot = slots[r];
            if (i >= 0) {
                int value = in[i];
                out[r] = value;
                table[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = value;
            } else if (!isKey) {
                out[r] = table[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
            }
        }
    }

    private void moveLongs(long[] in, long[][] table, long[] out, boolean isKey) {
        for (int r = from; r < end; r++) {
            int i = entering[r];
            int slot = slots[r];
            if (i >= 0) {
                long value = in[i];
                out[r] = value;
                table[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = value;
            } else if (!isKey) {
                out[r] = table[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
            }
        }
    }

    private void moveDoubles(double[] in, double[][] table, double[] out, boolean isKey) {
        for (int r = from; r < end; r++) {
            int i = entering[r];
            int slot = slots[r];
            if (i >= 0) {
                double value = in[i];
                out[r] = value;
                table[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = value;
            } else if (!isKey) {
                out[r] = table[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
            }
        }
    }

    private void moveNulls(long[] in, long[][] table, long[] out, int words, int w) {
        long any = 0;
        for (int r = from; r < end; r++) {
            int slot = slots[r];
            long[] chunk = table[slot >>> RowTable.SHIFT];
            int at = (slot & RowTable.MASK) * words + w;
            int i = entering[r];
            if (i >= 0) {
                long value = in[i * words + w];
                out[r * words + w] = value;
                chunk[at] = value;
                any |= value;
            } else {
                out[r * words + w] = chunk[at];
            }
        }
        if (any != 0) {
            rows.table().putsNull();
        }
    }
}
