package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import java.util.Arrays;

/**
 * Rows that enter a table and rows that leave it, moved column by column once their number is worth
 * it. Until {@link #move} a row that enters has only its key in the table and no field in the
 * output, and a row that leaves only its key in the output. Moves happen in the order in which they
 * were noted, so a slot may be given up and taken again.
 */
public final class Exchange {
    private final Schema schema;

    /** Of each row of the output: the row that enters, or {@link #LEAVES}. */
    @Scratch private int[] entering = {};

    @Scratch private int[] slots = {};
    @Scratch private int from;
    @Scratch private int end;

    private static final int LEAVES = -1;

    public Exchange(Schema schema) {
        this.schema = schema;
    }

    /** Begins behind the rows that the output has. */
    public void begin(EventBlock out) {
        from = out.rows();
        end = from;
    }

    /** The output's last row enters the table: row {@code i} of the input. */
    public void enters(int i, int slot) {
        note(i, slot);
    }

    /** The output's last row leaves the table, whose key there it has. */
    public void leaves(int slot) {
        note(LEAVES, slot);
    }

    private void note(int i, int slot) {
        if (end >= slots.length) {
            int length = Math.max(64, end * 2);
            entering = Arrays.copyOf(entering, length);
            slots = Arrays.copyOf(slots, length);
        }
        entering[end] = i;
        slots[end++] = slot;
    }

    /** Moves the fields of everything noted. */
    public void move(EventBlock in, RowTable table, EventBlock out) {
        if (from == end) {
            return;
        }
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
        for (int r = from; r < end; r++) {
            int slot = slots[r];
            long[] chunk = table[slot >>> RowTable.SHIFT];
            int at = (slot & RowTable.MASK) * words + w;
            int i = entering[r];
            if (i >= 0) {
                long value = in[i * words + w];
                out[r * words + w] = value;
                chunk[at] = value;
            } else {
                out[r * words + w] = chunk[at];
            }
        }
    }
}
