package dev.lockstep.engine.window.aggregate;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.store.CodeCache;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowShapes;
import dev.lockstep.engine.store.RowTable;
import dev.lockstep.engine.window.aggregate.function.GroupRecords;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The groups of an aggregate window: their keys, how many rows each has, and which the cause at
 * hand has touched. A group that has lost its last row rests for a while, since groups of few rows
 * come back often; for everybody else it is gone.
 */
final class GroupTable {
    private final Schema keySchema;
    private final int[] outputOrdinals;
    private final KeyedRows keys;
    private final RowShape outputShape;
    private final Storage[] storages;

    private final CodeCache codes;

    /** Resting groups that may be kept if there are few others. */
    private static final int RESTING = 1024;

    /** What is kept of each group, the number of its rows first. */
    private final GroupRecords records;

    /** Groups without rows. */
    @Scratch private int resting;

    @Scratch private long[] touchedIn = new long[16];
    @Scratch private int[] touched = new int[16];
    @Scratch private int[] rowOf = new int[16];
    @Scratch private int touchedCount;
    @Scratch private long cause;

    /**
     * @param output the window's schema; its key fields are the grouping fields
     */
    GroupTable(Schema output, StringPool pool, GroupRecords records) {
        this.records = records;
        List<Field> fields = new ArrayList<>();
        outputOrdinals = new int[output.keyCount()];
        for (int k = 0; k < output.keyCount(); k++) {
            outputOrdinals[k] = output.key(k);
            fields.add(output.field(output.key(k)));
        }
        keySchema = new Schema(fields);
        keys = new KeyedRows(keySchema, pool, false);
        codes = new CodeCache(keys);
        outputShape = RowShapes.of(output);
        storages = new Storage[keySchema.size()];
        for (int k = 0; k < storages.length; k++) {
            storages[k] = keySchema.type(k).storage();
        }
    }

    Schema keySchema() {
        return keySchema;
    }

    RowShape shape() {
        return keys.shape();
    }

    RowShape outputShape() {
        return outputShape;
    }

    int hash(EventBlock key) {
        return keys.hash(key, 0);
    }

    int find(EventBlock key, int hash) {
        return keys.find(key, 0, hash);
    }

    /** Where groups with a single text key are found again. */
    CodeCache codes() {
        return codes;
    }

    int open(EventBlock key, int hash) {
        int group = keys.insert(key, 0, hash);
        if (group >= touchedIn.length) {
            int length = Math.max(group + 1, touchedIn.length + (touchedIn.length >> 1));
            touchedIn = Arrays.copyOf(touchedIn, length);
            rowOf = Arrays.copyOf(rowOf, length);
        }
        records.ensure(touchedIn.length);
        touchedIn[group] = 0;
        resting++;
        return group;
    }

    /** Whether the group has no rows. */
    boolean rests(int group) {
        return size(group) == 0;
    }

    /** Whether the key is written otherwise than the group's: both zeros are one key. */
    boolean hasOtherForm(int group, EventBlock key) {
        int c = group >>> RowTable.SHIFT;
        int at = group & RowTable.MASK;
        for (int k = 0; k < storages.length; k++) {
            if (storages[k] == Storage.DOUBLE
                    && Double.doubleToRawLongBits(keys.table().doubles[k][c][at])
                            != Double.doubleToRawLongBits(key.doubles(k)[0])) {
                return true;
            }
        }
        return false;
    }

    /** Writes the group's key in the form of this one. */
    void reform(int group, EventBlock key) {
        keys.update(group, key, 0);
    }

    /** Whether equal keys may be written in several forms. */
    boolean hasForms() {
        for (Storage s : storages) {
            if (s == Storage.DOUBLE) {
                return true;
            }
        }
        return false;
    }

    /** Whether resting groups are to be closed: there are more of them than of others. */
    boolean hasManyResting() {
        return resting > RESTING && resting > count();
    }

    /** Forgets a group that rests. */
    void close(int group) {
        resting--;
        if (codes.isUsable()) {
            codes.forget(group);
        }
        keys.delete(group);
    }

    long size(int group) {
        return records.words()[records.at(group) + GroupRecords.ROWS];
    }

    /**
     * Adds a row to the group or takes one away.
     *
     * @param change 1 or -1
     * @return the rows it had
     */
    long grow(int group, int change) {
        long[] words = records.words();
        int at = records.at(group) + GroupRecords.ROWS;
        long before = words[at];
        words[at] = before + change;
        resting += (before + change == 0 ? 1 : 0) - (before == 0 ? 1 : 0);
        return before;
    }

    /**
     * The same for rows from {@code from} to {@code end} of the input. Where several change one
     * group, it has rows before and behind each.
     *
     * @param rows of the output, by row of the input
     * @param kinds gets what becomes of the groups, by row of the input
     * @param made the output's opcodes
     */
    void growAll(
            int[] groups,
            byte[] opcodes,
            int from,
            int end,
            int[] rows,
            byte[] kinds,
            byte[] made) {
        long[] words = records.words();
        int width = records.width();
        int rests = 0;
        long signs = 0;
        for (int i = from; i < end; i++) {
            int leaves = opcodes[i] == Opcode.INSERT ? 0 : 1;
            int at = groups[i] * width + GroupRecords.ROWS;
            long before = words[at];
            long after = before + 1 - 2 * leaves;
            words[at] = after;
            signs |= after;
            // which groups begin and end nobody can predict, so this is done without branches
            int begins = isZero(before);
            int ends = isZero(after);
            rests += ends - begins;
            // the next kind is that of a row that leaves, the one behind it of the last to leave
            kinds[i] = (byte) (AggregateCode.ENTERS + leaves + ends);
            // an Insert is one below an update, a Delete one above
            made[rows[i]] = (byte) (Opcode.UPDATE - begins + ends);
        }
        resting += rests;
        if (signs < 0) {
            throw new IllegalStateException("a row left a group that it never entered");
        }
    }

    /** 1 for 0, 0 for anything else. */
    private static int isZero(long value) {
        return (int) ((value | -value) >>> 63) ^ 1;
    }

    /** Every group has got rows, counted by the generated code. */
    void noneRests() {
        resting = 0;
    }

    /** Groups with rows. */
    int count() {
        return keys.size() - resting;
    }

    /** One more than the greatest group number in use. */
    int limit() {
        return keys.table().slotLimit();
    }

    /** The first group from {@code from} on, which may rest, or -1. */
    int next(int from) {
        return keys.table().nextLive(from);
    }

    void beginCause() {
        cause++;
        touchedCount = 0;
    }

    /**
     * Notes that the cause touches the group, whose output is to be that row; false if it had
     * already.
     */
    boolean touch(int group, int row) {
        if (touchedIn[group] == cause) {
            return false;
        }
        touchedIn[group] = cause;
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touchedCount * 2);
        }
        touched[touchedCount++] = group;
        rowOf[group] = row;
        return true;
    }

    /** The output row of a group that the cause has touched. */
    int rowOf(int group) {
        return rowOf[group];
    }

    int touchedCount() {
        return touchedCount;
    }

    int touched(int k) {
        return touched[k];
    }

    /** Writes the key fields of row {@code r}, whose null mask is clear. */
    void writeKey(int group, EventBlock out, int r) {
        RowTable t = keys.table();
        int c = group >>> RowTable.SHIFT;
        int at = group & RowTable.MASK;
        for (int k = 0; k < outputOrdinals.length; k++) {
            int f = outputOrdinals[k];
            switch (storages[k]) {
                case INT, BYTES -> out.ints(f)[r] = t.ints[k][c][at];
                case LONG -> out.longs(f)[r] = t.longs[k][c][at];
                case DOUBLE -> out.doubles(f)[r] = t.doubles[k][c][at];
            }
        }
    }

    /**
     * The same for rows from {@code from} to {@code end}, column by column.
     *
     * @param groupAt each row's group
     */
    void writeKeys(int[] groupAt, int from, int end, EventBlock out) {
        RowTable t = keys.table();
        for (int k = 0; k < outputOrdinals.length; k++) {
            int f = outputOrdinals[k];
            switch (storages[k]) {
                case INT, BYTES -> writeInts(t.ints[k], groupAt, from, end, out.ints(f));
                case LONG -> writeLongs(t.longs[k], groupAt, from, end, out.longs(f));
                case DOUBLE -> writeDoubles(t.doubles[k], groupAt, from, end, out.doubles(f));
            }
        }
    }

    private static void writeInts(int[][] column, int[] groupAt, int from, int end, int[] to) {
        for (int r = from; r < end; r++) {
            int group = groupAt[r];
            to[r] = column[group >>> RowTable.SHIFT][group & RowTable.MASK];
        }
    }

    private static void writeLongs(long[][] column, int[] groupAt, int from, int end, long[] to) {
        for (int r = from; r < end; r++) {
            int group = groupAt[r];
            to[r] = column[group >>> RowTable.SHIFT][group & RowTable.MASK];
        }
    }

    private static void writeDoubles(
            double[][] column, int[] groupAt, int from, int end, double[] to) {
        for (int r = from; r < end; r++) {
            int group = groupAt[r];
            to[r] = column[group >>> RowTable.SHIFT][group & RowTable.MASK];
        }
    }

    void markCodes() {
        keys.markCodes();
    }

    void save(DataOutput out) throws IOException {
        keys.save(out);
        for (int group = next(0); group >= 0; group = next(group + 1)) {
            out.writeLong(size(group));
        }
    }

    void load(DataInput in) throws IOException {
        keys.load(in);
        touchedIn = new long[Math.max(16, limit())];
        rowOf = new int[touchedIn.length];
        records.ensure(touchedIn.length);
        for (int group = next(0); group >= 0; group = next(group + 1)) {
            records.words()[records.at(group) + GroupRecords.ROWS] = in.readLong();
            resting += rests(group) ? 1 : 0;
        }
    }
}
