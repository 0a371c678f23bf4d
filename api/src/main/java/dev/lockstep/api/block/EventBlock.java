package dev.lockstep.api.block;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.MessageId;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one schema as columns. Reused: {@link #reset} empties it and keeps the arrays. Rows of
 * capacity beyond {@link #rows} hold rubbish. A null value has its bit in the row's null mask and
 * any value in its column.
 *
 * <p>Not thread-safe; whoever holds it owns it. The arrays that the accessors return are replaced
 * when the block grows.
 */
public final class EventBlock {
    private static final int FIRST_CAPACITY = 16;

    /** Claim: every row is an Insert without flags, and causes rise from row to row. */
    public static final int PLAIN = 1;

    /** Claim: no field of any row is null. */
    public static final int WHOLE = 2;

    /** Claim: each row's cause is its place. */
    public static final int NUMBERED = 4;

    private final Schema schema;
    private final int nullWords;
    private int rows;
    private int capacity;
    private byte[] opcodes = {};
    private byte[] flags = {};
    private int[] causes = {};
    private long[] nulls = {};
    private final int[][] ints;
    private final long[][] longs;
    private final double[][] doubles;
    private @Nullable ByteArena arena;
    private int claims;
    private boolean transactional;
    private long messageId;
    private @Nullable EventBlock old;
    private boolean carriesOld;
    private String document = "";
    private long[] lines = {};
    private boolean hasPlaces;

    private EventBlock(Schema schema, @Nullable ByteArena arena) {
        this.schema = schema;
        this.nullWords = schema.nullWords();
        this.arena = arena;
        int n = schema.size();
        ints = new int[n][];
        longs = new long[n][];
        doubles = new double[n][];
        ensureCapacity(FIRST_CAPACITY);
    }

    /** An empty block whose values of variable length are spans of its own arena. */
    public static EventBlock detached(Schema schema) {
        return new EventBlock(schema, new ByteArena(256));
    }

    /** An empty block whose values of variable length are codes of a string pool. */
    public static EventBlock attached(Schema schema) {
        return new EventBlock(schema, null);
    }

    public Schema schema() {
        return schema;
    }

    public boolean isAttached() {
        return arena == null;
    }

    public int rows() {
        return rows;
    }

    public int capacity() {
        return capacity;
    }

    /** Sets the number of rows; the caller has filled them. More rows end all claims. */
    public void rows(int count) {
        if (count > capacity) {
            throw new IllegalArgumentException("rows " + count + " of capacity " + capacity);
        }
        if (count > rows) {
            claims = 0;
        }
        rows = count;
    }

    /**
     * Adds a row behind the last one, whose columns and null mask the caller has filled where there
     * is capacity. Its cause is its place. What was claimed of the rows before stays claimed as far
     * as it is true of this row, too; a first row claims all that is true of it.
     */
    public void append(byte opcode, byte rowFlags) {
        int r = rows;
        int known = r == 0 ? PLAIN | WHOLE | NUMBERED : claims;
        if (opcode != Opcode.INSERT || rowFlags != EventFlags.NORMAL || causesReach(r)) {
            known &= ~PLAIN;
        }
        if (isAnyNull(r)) {
            known &= ~WHOLE;
        }
        opcodes[r] = opcode;
        flags[r] = rowFlags;
        causes[r] = r;
        rows = r + 1;
        claims = known;
    }

    /** Whether the row before has a cause that is not below {@code row}. */
    private boolean causesReach(int row) {
        return row > 0 && causes[row - 1] >= row;
    }

    private boolean isAnyNull(int row) {
        long any = 0;
        for (int w = row * nullWords, end = w + nullWords; w < end; w++) {
            any |= nulls[w];
        }
        return any != 0;
    }

    /**
     * Says of all rows what whoever filled them knows, so that readers need not look: any of {@link
     * #PLAIN}, {@link #WHOLE} and {@link #NUMBERED}. Who writes to heads or null masks afterwards,
     * other than by {@link #setNull}, ends the claims by {@link #unclaim}.
     */
    public void claim(int what) {
        claims |= what;
    }

    /** Ends claims. */
    public void unclaim(int what) {
        claims &= ~what;
    }

    /** Whether all of that is known of the rows; it may be true without being known. */
    public boolean claims(int what) {
        return (claims & what) == what;
    }

    /** Those of {@code what} that are claimed. */
    public int claimed(int what) {
        return claims & what;
    }

    /** Whether what is claimed is true; for assertions. */
    public boolean claimsHold() {
        boolean isTrue = true;
        for (int r = 0; r < rows; r++) {
            boolean isPlain =
                    opcodes[r] == Opcode.INSERT
                            && flags[r] == 0
                            && (r == 0 || causes[r] > causes[r - 1]);
            boolean isWhole = true;
            for (int w = 0; w < nullWords; w++) {
                isWhole &= nulls[r * nullWords + w] == 0;
            }
            isTrue &= isPlain || !claims(PLAIN);
            isTrue &= isWhole || !claims(WHOLE);
            isTrue &= causes[r] == r || !claims(NUMBERED);
        }
        return isTrue;
    }

    /** Empties the block and makes room for {@code expectedRows}. */
    public void reset(int expectedRows) {
        rows = 0;
        claims = 0;
        transactional = false;
        messageId = MessageId.NONE;
        carriesOld = false;
        hasPlaces = false;
        if (arena != null) {
            arena.clear();
        }
        ensureCapacity(expectedRows);
    }

    /** Grows every column, keeping the rows there are. */
    public void ensureCapacity(int wanted) {
        if (wanted <= capacity) {
            return;
        }
        int next = Math.max(wanted, Math.max(FIRST_CAPACITY, capacity + (capacity >> 1)));
        opcodes = Arrays.copyOf(opcodes, next);
        flags = Arrays.copyOf(flags, next);
        causes = Arrays.copyOf(causes, next);
        nulls = Arrays.copyOf(nulls, Math.multiplyExact(next, nullWords));
        for (int f = 0; f < ints.length; f++) {
            growColumn(f, next);
        }
        capacity = next;
        if (old != null) {
            old.ensureCapacity(next);
        }
    }

    private void growColumn(int f, int next) {
        Storage storage = schema.type(f).storage();
        switch (storage) {
            case INT -> ints[f] = grown(ints[f], next);
            case LONG -> longs[f] = grown(longs[f], next);
            case DOUBLE ->
                    doubles[f] =
                            doubles[f] == null ? new double[next] : Arrays.copyOf(doubles[f], next);
            case BYTES -> {
                if (isAttached()) {
                    ints[f] = grown(ints[f], next);
                } else {
                    longs[f] = grown(longs[f], next);
                }
            }
        }
    }

    private static int[] grown(int @Nullable [] array, int length) {
        return array == null ? new int[length] : Arrays.copyOf(array, length);
    }

    private static long[] grown(long @Nullable [] array, int length) {
        return array == null ? new long[length] : Arrays.copyOf(array, length);
    }

    /** {@link dev.lockstep.api.event.Opcode} of each row. */
    public byte[] opcodes() {
        return opcodes;
    }

    /** {@link dev.lockstep.api.event.EventFlags} of each row. */
    public byte[] flags() {
        return flags;
    }

    /**
     * The ordinal, within the journal entry, of the input event that caused each row; never falling
     * within a block. A heartbeat's rows have cause 0.
     */
    public int[] causes() {
        return causes;
    }

    /** Null masks: bit {@code f & 63} of word {@code row * nullWords + (f >> 6)}. */
    public long[] nulls() {
        return nulls;
    }

    public int nullWords() {
        return nullWords;
    }

    public boolean isNull(int field, int row) {
        return (claims & WHOLE) == 0 && (nulls[row * nullWords + (field >>> 6)] & 1L << field) != 0;
    }

    /** Whether any field of the row is null. */
    public boolean hasNull(int row) {
        return (claims & WHOLE) == 0 && isAnyNull(row);
    }

    public void setNull(int field, int row) {
        claims &= ~WHOLE;
        nulls[row * nullWords + (field >>> 6)] |= 1L << field;
    }

    /** Marks every field of the row as present. */
    public void clearNulls(int row) {
        int at = row * nullWords;
        for (int w = 0; w < nullWords; w++) {
            nulls[at + w] = 0;
        }
    }

    /**
     * Notes where the row was read; no part of the content: neither compared nor written.
     *
     * @param name of the document
     * @param line from 1
     */
    public void place(int row, String name, long line) {
        if (lines.length <= row) {
            lines = Arrays.copyOf(lines, capacity);
        }
        document = name;
        lines[row] = line;
        hasPlaces = true;
    }

    /** {@code document:line} of the row, or the empty text where nobody noted it. */
    public String place(int row) {
        return hasPlaces && row >= 0 && row < rows ? document + ":" + lines[row] : "";
    }

    /** The row's line in {@link #document}; 0 where nobody noted it. */
    public long line(int row) {
        return hasPlaces && row >= 0 && row < rows ? lines[row] : 0;
    }

    /** The document that the rows come from; says something only where lines are noted. */
    public String document() {
        return document;
    }

    /** An INT column, or the codes of a BYTES column of an attached block. */
    public int[] ints(int field) {
        return ints[field];
    }

    /** A LONG column. */
    public long[] longs(int field) {
        return longs[field];
    }

    public double[] doubles(int field) {
        return doubles[field];
    }

    /** The spans of a BYTES column of a detached block. */
    public long[] spans(int field) {
        return longs[field];
    }

    /** The arena of a detached block. */
    public ByteArena arena() {
        ByteArena a = arena;
        if (a == null) {
            throw new IllegalStateException("an attached block has no arena");
        }
        return a;
    }

    /** Whether the block applies wholly or not at all in each window. */
    public boolean isTransactional() {
        return transactional;
    }

    public void transactional(boolean value) {
        transactional = value;
    }

    /**
     * The {@link MessageId} with which the block came from a message bus; 0 where there is none.
     * Not part of the content; whoever copies rows decides whether the copy is the same block.
     */
    public long messageId() {
        return messageId;
    }

    /** 0 for none; {@link #reset} takes it away. */
    public void messageId(long id) {
        messageId = id;
    }

    /**
     * Whether {@link #old} holds, at the places of updates, the rows that they replace; {@link
     * #hasOld} says of which.
     */
    public boolean carriesOld() {
        return carriesOld;
    }

    public void carriesOld(boolean value) {
        carriesOld = value;
    }

    /**
     * Whether the row is an update whose replaced row is known: a block that was put together from
     * several may hold updates of which nothing is known.
     */
    public boolean hasOld(int row) {
        EventBlock o = old;
        return carriesOld
                && o != null
                && opcodes[row] == Opcode.UPDATE
                && !o.isNull(schema.key(0), row);
    }

    /** Notes that nothing is known of what the row replaces: its old row becomes all null. */
    public void forgetOld(int row) {
        Arrays.fill(old().nulls, row * nullWords, (row + 1) * nullWords, -1L);
    }

    /**
     * The companion with old rows: for each row that is an update, the replaced row stands at the
     * same place, all of it null where it is not known; other places hold rubbish. Only columns and
     * null masks count. Made on first use; says something only if {@link #carriesOld}.
     */
    public EventBlock old() {
        EventBlock o = old;
        if (o == null) {
            o = new EventBlock(schema, arena);
            o.ensureCapacity(capacity);
            old = o;
        }
        return o;
    }
}
