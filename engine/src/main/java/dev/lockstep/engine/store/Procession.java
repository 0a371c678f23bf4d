package dev.lockstep.engine.store;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.state.Scratch;
import java.util.Arrays;

/**
 * New rows that enter at the young end of the order of change while the oldest leave it, as many as
 * {@link Departures} says. What takes an {@link Exchange} and the order step by step is done here
 * for all of them at once, to the same effect: the same output, the same slots. None of the rows
 * that leave is one of those that enter, so all of them can be read before any slot is written.
 */
public final class Procession {
    private final KeyedRows rows;
    private final Schema schema;

    /** Of each row that enters: its slot. */
    @Scratch private int[] slots = {};

    /** Of each row that enters: its row of the output. */
    @Scratch private int[] places = {};

    /** Of each row that leaves: its row of the output. */
    @Scratch private int[] exits = {};

    /** Slots given up and not yet taken again, the last one first to be. */
    @Scratch private int[] freed = {};

    @Scratch private int free;

    /** Slots taken that the table had. */
    @Scratch private int allocated;

    @Scratch private int[] leaverHashes = {};

    private final PacedMoves paced;

    public Procession(KeyedRows rows) {
        this.rows = rows;
        this.paced = new PacedMoves(rows);
        this.schema = rows.schema();
    }

    /**
     * Takes rows of the input as long as their keys are known to be new, and appends them and what
     * leaves for them to the output.
     *
     * @param from the first row, the first arrival of {@code departures}
     * @param hashes of all rows of the input, unless {@link KeyedRows#ascendingUntil} has told that
     *     these ascend
     * @return how many rows were taken
     */
    public int pass(EventBlock in, int from, int[] hashes, Departures departures, EventBlock out) {
        int base = out.rows();
        int arrivals = departures.arrivals();
        if (arrivals == 0) {
            return 0;
        }
        ensure(arrivals, departures.leavers());
        boolean isPaced = arrange(arrivals, departures);
        // the keys of the rows that leave are still there, so one that comes again ends it, too
        int taken = rows.enterKeys(in, from, hashes, slots, arrivals);
        if (taken == 0) {
            return 0;
        }
        if (taken < arrivals) {
            isPaced = arrange(taken, departures);
        }
        int[] leaving = departures.slots();
        int gone = departures.left()[taken - 1];
        boolean wasWhole = base == 0 || out.claims(EventBlock.WHOLE);
        boolean isWhole = in.claims(EventBlock.WHOLE) && !rows.table().mayHaveNull();
        out.ensureCapacity(base + taken + gone);
        out.rows(base + taken + gone);
        rows.leaveKeys(leaving, gone, leaverHashes);
        rows.table().exchange(allocated, freed, free);
        if (isWhole && isPaced && paced.begin(slots, leaving, taken)) {
            paced.move(in, from, taken, out, base);
            paced.reorder(leaving, gone, departures.times());
        } else {
            moveEach(in, from, taken, departures, out, base, isWhole);
            rows.order().replace(leaving, gone, slots, departures.times(), taken);
        }
        if (isWhole) {
            // and the table's masks are 0 already
            int words = schema.nullWords();
            Arrays.fill(out.nulls(), base * words, out.rows() * words, 0);
            if (wasWhole) {
                out.claim(EventBlock.WHOLE);
            }
        }
        return taken;
    }

    private void moveEach(
            EventBlock in,
            int from,
            int count,
            Departures departures,
            EventBlock out,
            int base,
            boolean isWhole) {
        int[] leaving = departures.slots();
        int gone = departures.left()[count - 1];
        place(base, count, departures);
        leave(leaving, gone, out);
        if (!isWhole) {
            leaveNulls(leaving, gone, out);
            enterNulls(in, from, count, out);
        }
        enter(in, from, count, out);
        moveHeads(in, from, count, gone, out);
    }

    private void ensure(int arrivals, int leavers) {
        if (slots.length < arrivals) {
            slots = new int[arrivals];
            places = new int[arrivals];
        }
        if (exits.length < leavers) {
            int length = Math.max(leavers, exits.length * 2);
            exits = new int[length];
            freed = new int[length];
            leaverHashes = new int[length];
        }
    }

    /**
     * Finds the slots of so many arrivals, each the last one given up; whether one row leaves for
     * each.
     */
    private boolean arrange(int arrivals, Departures departures) {
        RowTable table = rows.table();
        int[] left = departures.left();
        int[] leaving = departures.slots();
        int gone = 0;
        int stack = 0;
        int taken = 0;
        int next = table.nextSlot();
        if (departures.arePaced(arrivals)) {
            // each takes the slot of the one before
            slots[0] = next;
            System.arraycopy(leaving, 0, slots, 1, arrivals - 1);
            freed[0] = leaving[arrivals - 1];
            free = 1;
            allocated = 1;
            return true;
        }
        for (int k = 0; k < arrivals; k++) {
            if (stack > 0) {
                slots[k] = freed[--stack];
            } else {
                slots[k] = next;
                next = table.nextSlotBehind(next);
                taken++;
            }
            for (int until = left[k]; gone < until; gone++) {
                freed[stack++] = leaving[gone];
            }
        }
        free = stack;
        allocated = taken;
        return false;
    }

    /** Finds the rows of the output: behind each arrival stands what leaves for it. */
    private void place(int base, int arrivals, Departures departures) {
        int[] left = departures.left();
        int gone = 0;
        for (int k = 0; k < arrivals; k++) {
            places[k] = base + k + gone;
            for (int until = left[k]; gone < until; gone++) {
                exits[gone] = base + k + 1 + gone;
            }
        }
    }

    private void leave(int[] leaving, int count, EventBlock out) {
        RowTable table = rows.table();
        for (int f = 0; f < schema.size(); f++) {
            switch (schema.type(f).storage()) {
                case INT, BYTES -> leaveInts(table.ints[f], leaving, count, out.ints(f));
                case LONG -> leaveLongs(table.longs[f], leaving, count, out.longs(f));
                case DOUBLE -> leaveDoubles(table.doubles[f], leaving, count, out.doubles(f));
            }
        }
    }

    private void leaveInts(int[][] table, int[] leaving, int count, int[] out) {
        for (int j = 0; j < count; j++) {
            int slot = leaving[j];
            out[exits[j]] = table[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
        }
    }

    private void leaveLongs(long[][] table, int[] leaving, int count, long[] out) {
        for (int j = 0; j < count; j++) {
            int slot = leaving[j];
            out[exits[j]] = table[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
        }
    }

    private void leaveDoubles(double[][] table, int[] leaving, int count, double[] out) {
        for (int j = 0; j < count; j++) {
            int slot = leaving[j];
            out[exits[j]] = table[slot >>> RowTable.SHIFT][slot & RowTable.MASK];
        }
    }

    private void enter(EventBlock in, int from, int count, EventBlock out) {
        RowTable table = rows.table();
        for (int f = 0; f < schema.size(); f++) {
            switch (schema.type(f).storage()) {
                case INT, BYTES -> enterInts(in.ints(f), from, count, table.ints[f], out.ints(f));
                case LONG -> enterLongs(in.longs(f), from, count, table.longs[f], out.longs(f));
                case DOUBLE ->
                        enterDoubles(in.doubles(f), from, count, table.doubles[f], out.doubles(f));
            }
        }
    }

    private void enterInts(int[] in, int from, int count, int[][] table, int[] out) {
        for (int k = 0; k < count; k++) {
            int slot = slots[k];
            int value = in[from + k];
            out[places[k]] = value;
            table[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = value;
        }
    }

    private void enterLongs(long[] in, int from, int count, long[][] table, long[] out) {
        for (int k = 0; k < count; k++) {
            int slot = slots[k];
            long value = in[from + k];
            out[places[k]] = value;
            table[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = value;
        }
    }

    private void enterDoubles(double[] in, int from, int count, double[][] table, double[] out) {
        for (int k = 0; k < count; k++) {
            int slot = slots[k];
            double value = in[from + k];
            out[places[k]] = value;
            table[slot >>> RowTable.SHIFT][slot & RowTable.MASK] = value;
        }
    }

    private void leaveNulls(int[] leaving, int count, EventBlock out) {
        long[][] table = rows.table().nulls;
        long[] masks = out.nulls();
        int words = schema.nullWords();
        for (int w = 0; w < words; w++) {
            for (int j = 0; j < count; j++) {
                int slot = leaving[j];
                masks[exits[j] * words + w] =
                        table[slot >>> RowTable.SHIFT][(slot & RowTable.MASK) * words + w];
            }
        }
    }

    private void enterNulls(EventBlock in, int from, int count, EventBlock out) {
        long[][] table = rows.table().nulls;
        long[] masks = in.nulls();
        long[] outMasks = out.nulls();
        int words = schema.nullWords();
        long any = 0;
        for (int w = 0; w < words; w++) {
            for (int k = 0; k < count; k++) {
                int slot = slots[k];
                long mask = masks[(from + k) * words + w];
                any |= mask;
                outMasks[places[k] * words + w] = mask;
                table[slot >>> RowTable.SHIFT][(slot & RowTable.MASK) * words + w] = mask;
            }
        }
        if (any != 0) {
            rows.table().putsNull();
        }
    }

    private void moveHeads(EventBlock in, int from, int count, int gone, EventBlock out) {
        int[] causes = in.causes();
        int[] outCauses = out.causes();
        byte[] flags = in.flags();
        byte[] outFlags = out.flags();
        byte[] opcodes = out.opcodes();
        for (int k = 0; k < count; k++) {
            int r = places[k];
            opcodes[r] = Opcode.INSERT;
            outFlags[r] = flags[from + k];
            outCauses[r] = causes[from + k];
        }
        // behind an arrival stand only rows that leave for it, so the cause is that of the row
        // above
        for (int j = 0; j < gone; j++) {
            int r = exits[j];
            opcodes[r] = Opcode.DELETE;
            outFlags[r] = EventFlags.RETENTION;
            outCauses[r] = outCauses[r - 1];
        }
    }
}
