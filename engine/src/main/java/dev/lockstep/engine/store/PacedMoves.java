package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;

/**
 * Moves the fields of a {@link Procession} in which one row leaves for each that enters, and whose
 * slots lie side by side for the most part: what a window does that is full and keeps a number of
 * rows. In the output each row that enters stands before the one that leaves for it.
 */
final class PacedMoves {
    private final KeyedRows rows;
    private final Schema schema;
    private final SlotRuns coming = new SlotRuns();
    private final SlotRuns leaving = new SlotRuns();

    PacedMoves(KeyedRows rows) {
        this.rows = rows;
        this.schema = rows.schema();
    }

    /** Takes the slots of so many rows that enter and leave; whether they lie well. */
    boolean begin(int[] coming, int[] leaving, int count) {
        return this.leaving.find(leaving, count) && this.coming.find(coming, count);
    }

    /** Moves so many rows that enter, from {@code from} on, and those that leave. */
    void move(EventBlock in, int from, int count, EventBlock out, int base) {
        leave(out, base);
        enter(in, from, count, out, base);
        moveHeads(in, from, count, out, base);
    }

    /** Writes the rows that leave to every other row of the output. */
    private void leave(EventBlock out, int base) {
        RowTable table = rows.table();
        int to = base + 1;
        for (int f = 0; f < schema.size(); f++) {
            switch (schema.type(f).storage()) {
                case INT, BYTES -> leaveInts(table.ints[f], out.ints(f), to);
                case LONG -> leaveLongs(table.longs[f], out.longs(f), to);
                case DOUBLE -> leaveDoubles(table.doubles[f], out.doubles(f), to);
            }
        }
    }

    private void leaveInts(int[][] table, int[] out, int to) {
        for (int p = 0; p < leaving.count(); p++) {
            int[] chunk = table[leaving.chunk(p)];
            int at = leaving.at(p);
            int first = to + 2 * leaving.first(p);
            int length = leaving.length(p);
            for (int j = 0; j < length; j++) {
                out[first + 2 * j] = chunk[at + j];
            }
        }
    }

    private void leaveLongs(long[][] table, long[] out, int to) {
        for (int p = 0; p < leaving.count(); p++) {
            long[] chunk = table[leaving.chunk(p)];
            int at = leaving.at(p);
            int first = to + 2 * leaving.first(p);
            int length = leaving.length(p);
            for (int j = 0; j < length; j++) {
                out[first + 2 * j] = chunk[at + j];
            }
        }
    }

    private void leaveDoubles(double[][] table, double[] out, int to) {
        for (int p = 0; p < leaving.count(); p++) {
            double[] chunk = table[leaving.chunk(p)];
            int at = leaving.at(p);
            int first = to + 2 * leaving.first(p);
            int length = leaving.length(p);
            for (int j = 0; j < length; j++) {
                out[first + 2 * j] = chunk[at + j];
            }
        }
    }

    /** Writes rows from {@code from} on to the table and to every other row of the output. */
    private void enter(EventBlock in, int from, int count, EventBlock out, int base) {
        RowTable table = rows.table();
        for (int f = 0; f < schema.size(); f++) {
            switch (schema.type(f).storage()) {
                case INT, BYTES ->
                        enterInts(in.ints(f), from, count, table.ints[f], out.ints(f), base);
                case LONG ->
                        enterLongs(in.longs(f), from, count, table.longs[f], out.longs(f), base);
                case DOUBLE ->
                        enterDoubles(
                                in.doubles(f), from, count, table.doubles[f], out.doubles(f), base);
            }
        }
    }

    private void store(Object in, int from, Object[] table) {
        for (int p = 0; p < coming.count(); p++) {
            System.arraycopy(
                    in,
                    from + coming.first(p),
                    table[coming.chunk(p)],
                    coming.at(p),
                    coming.length(p));
        }
    }

    private void enterInts(int[] in, int from, int count, int[][] table, int[] out, int base) {
        store(in, from, table);
        for (int k = 0; k < count; k++) {
            out[base + 2 * k] = in[from + k];
        }
    }

    private void enterLongs(long[] in, int from, int count, long[][] table, long[] out, int base) {
        store(in, from, table);
        for (int k = 0; k < count; k++) {
            out[base + 2 * k] = in[from + k];
        }
    }

    private void enterDoubles(
            double[] in, int from, int count, double[][] table, double[] out, int base) {
        store(in, from, table);
        for (int k = 0; k < count; k++) {
            out[base + 2 * k] = in[from + k];
        }
    }

    /** Replaces the oldest slots of the order, which are those that leave. */
    void reorder(int[] leavers, int count, long[] times) {
        ChangeOrder order = rows.order();
        order.drop(leavers, count);
        for (int p = 0; p < coming.count(); p++) {
            order.append(coming.slot(p), coming.length(p), times, coming.first(p));
        }
    }

    /** Writes opcodes, flags and causes. */
    private static void moveHeads(EventBlock in, int from, int count, EventBlock out, int base) {
        int[] causes = in.causes();
        int[] outCauses = out.causes();
        byte[] flags = in.flags();
        byte[] outFlags = out.flags();
        byte[] opcodes = out.opcodes();
        for (int k = 0; k < count; k++) {
            opcodes[base + 2 * k] = Opcode.INSERT;
            opcodes[base + 2 * k + 1] = Opcode.DELETE;
            outFlags[base + 2 * k] = flags[from + k];
            outFlags[base + 2 * k + 1] = EventFlags.RETENTION;
            outCauses[base + 2 * k] = causes[from + k];
            outCauses[base + 2 * k + 1] = causes[from + k];
        }
    }
}
