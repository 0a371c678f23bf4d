package dev.lockstep.engine.output;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.HashIndex;
import dev.lockstep.engine.store.RowShape;
import dev.lockstep.engine.store.RowShapes;
import dev.lockstep.engine.store.RowTable;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.engine.window.OutputStage;
import dev.lockstep.engine.window.StreamKind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code pulse-interval}: output is held back and leaves as one cause at the first heartbeat at or
 * after the end of a period, and at the end of the input. Periods start at the journal's start. Of
 * a window with an index one event a key leaves, at the place of the key's first change, from the
 * row before the first change to the row after the last; of a stateless one everything as it was
 * (assumed). What would be too much to hold leaves early.
 */
public final class PulseStage implements OutputStage {
    private static final byte HAD_ROW = 1;
    private static final byte HAS_ROW = 2;
    private static final byte BY_RETENTION_ONLY = 4;
    private static final byte ALL_MARKS = HAD_ROW | HAS_ROW | BY_RETENTION_ONLY;

    private final Schema schema;
    private final long intervalMicros;
    private final boolean isMerging;
    private final boolean keepsBoth;
    private final long heldMax;
    private final StringPool pool;
    private final RowShape shape;
    private final EventBlock released;

    /** Rows before and after, by entry; what is after always has the entry's key. */
    private RowTable before;

    private RowTable after;
    private HashIndex latest = new HashIndex();
    private byte[] marks = new byte[16];
    private byte[] opcodes = new byte[16];
    private byte[] flags = new byte[16];
    private int entries;
    private long periodStart;

    /**
     * @param isMerging whether changes of one key become one
     * @param keepsBoth the project's {@code use-retention-tracking}
     * @param heldMax events behind whose block all that are held leave before their time
     */
    public PulseStage(
            Schema schema,
            StringPool pool,
            long intervalMicros,
            boolean isMerging,
            boolean keepsBoth,
            long heldMax) {
        this.schema = schema;
        this.pool = pool;
        this.intervalMicros = intervalMicros;
        this.isMerging = isMerging;
        this.keepsBoth = keepsBoth;
        this.heldMax = heldMax;
        this.shape = RowShapes.of(schema);
        this.released = EventBlock.attached(schema);
        this.before = new RowTable(schema);
        this.after = new RowTable(schema);
    }

    /** What leaves as it was may change a key more than once, and it is one cause. */
    @Override
    public StreamKind stream(StreamKind produced) {
        return produced == StreamKind.CANONICAL && !isMerging ? StreamKind.RAW : produced;
    }

    /** A row that goes and comes again in one period leaves at the place of its first change. */
    @Override
    public boolean keepsFirstInFirstOut() {
        return false;
    }

    @Override
    public boolean isTimed() {
        return true;
    }

    @Override
    public @Nullable EventBlock apply(@Nullable EventBlock out, Step step) {
        if (out != null) {
            for (int i = 0; i < out.rows(); i++) {
                hold(out, i);
            }
        }
        return switch (step.kind()) {
            case START -> {
                periodStart = step.timeMicros();
                yield null;
            }
            case BLOCK -> entries >= heldMax ? release() : null;
            case HEARTBEAT -> {
                long periods = (step.timeMicros() - periodStart) / intervalMicros;
                periodStart += periods * intervalMicros;
                yield periods > 0 ? release() : null;
            }
            case END -> release();
        };
    }

    private void hold(EventBlock b, int i) {
        byte opcode = b.opcodes()[i];
        boolean isRetention = (b.flags()[i] & EventFlags.RETENTION) != 0;
        int hash = isMerging ? shape.hash(b, i, pool) : 0;
        int known = isMerging ? shape.find(latest, after, hash, b, i, pool) : -1;
        if (known >= 0) {
            boolean wasRetention = (marks[known] & BY_RETENTION_ONLY) != 0;
            if (!keepsBoth || wasRetention == isRetention) {
                merge(known, b, i, opcode, isRetention);
                return;
            }
            latest.remove(hash, known);
        }
        int e = add(b, i, opcode, isRetention);
        if (isMerging) {
            latest.insert(hash, e);
        }
    }

    private void merge(int e, EventBlock b, int i, byte opcode, boolean isRetention) {
        if (opcode == Opcode.DELETE) {
            marks[e] &= ~HAS_ROW;
        } else {
            marks[e] |= HAS_ROW;
            shape.put(b, i, after, e);
        }
        if (!isRetention) {
            marks[e] &= ~BY_RETENTION_ONLY;
        }
    }

    private int add(EventBlock b, int i, byte opcode, boolean isRetention) {
        int e = after.allocate();
        before.allocate();
        if (e != entries || e != before.size() - 1) {
            throw new IllegalStateException("entries are taken in order");
        }
        entries++;
        if (e == marks.length) {
            marks = Arrays.copyOf(marks, e * 2);
            opcodes = Arrays.copyOf(opcodes, e * 2);
            flags = Arrays.copyOf(flags, e * 2);
        }
        opcodes[e] = opcode;
        flags[e] = b.flags()[i];
        marks[e] = isRetention ? BY_RETENTION_ONLY : 0;
        shape.put(b, i, after, e);
        boolean hasOld = b.hasOld(i);
        if (hasOld || opcode == Opcode.DELETE) {
            marks[e] |= HAD_ROW;
            shape.put(hasOld ? b.old() : b, i, before, e);
        } else {
            // the slot's rubbish must not be written to a snapshot
            shape.put(b, i, before, e);
        }
        if (opcode != Opcode.DELETE) {
            marks[e] |= HAS_ROW;
        }
        return e;
    }

    private @Nullable EventBlock release() {
        released.reset(entries);
        for (int e = 0; e < entries; e++) {
            if (isMerging) {
                releaseMerged(e);
            } else {
                releaseAsItWas(e);
            }
        }
        for (int e = entries - 1; e >= 0; e--) {
            // last first, so that the next period takes the slots in order again
            after.free(e);
            before.free(e);
        }
        entries = 0;
        latest = new HashIndex();
        return released.rows() == 0 ? null : released;
    }

    private void releaseMerged(int e) {
        boolean had = (marks[e] & HAD_ROW) != 0;
        boolean has = (marks[e] & HAS_ROW) != 0;
        if (!had && !has) {
            return;
        }
        byte opcode = !had ? Opcode.INSERT : has ? Opcode.UPDATE : Opcode.DELETE;
        byte flag = (marks[e] & BY_RETENTION_ONLY) != 0 ? EventFlags.RETENTION : EventFlags.NORMAL;
        int r = Blocks.append(released, opcode, flag, 0);
        shape.get(has ? after : before, e, released, r);
        if (had && has) {
            released.carriesOld(true);
            shape.get(before, e, released.old(), r);
        }
    }

    private void releaseAsItWas(int e) {
        int r = Blocks.append(released, opcodes[e], flags[e], 0);
        shape.get(after, e, released, r);
        if (opcodes[e] == Opcode.UPDATE && (marks[e] & HAD_ROW) != 0) {
            released.carriesOld(true);
            shape.get(before, e, released.old(), r);
        } else {
            released.forgetOld(r);
        }
    }

    @Override
    public void dropHeld(EventBlock retained) {
        if (entries == 0 || !isMerging) {
            return;
        }
        EventBlock kept = EventBlock.attached(schema);
        for (int i = 0; i < retained.rows(); i++) {
            int hash = shape.hash(retained, i, pool);
            if (shape.find(latest, after, hash, retained, i, pool) < 0) {
                shape.copy(
                        retained,
                        i,
                        kept,
                        Blocks.append(kept, Opcode.INSERT, EventFlags.NORMAL, 0));
            }
        }
        retained.reset(0);
        for (int i = 0; i < kept.rows(); i++) {
            shape.copy(
                    kept,
                    i,
                    retained,
                    Blocks.append(retained, Opcode.INSERT, EventFlags.NORMAL, 0));
        }
    }

    @Override
    public void appendBefore(EventBlock retained) {
        EventBlock one = EventBlock.attached(schema);
        one.rows(1);
        HashIndex seen = new HashIndex();
        for (int e = 0; isMerging && e < entries; e++) {
            shape.get(after, e, one, 0);
            int hash = shape.hash(one, 0, pool);
            if (shape.find(seen, after, hash, one, 0, pool) >= 0) {
                continue;
            }
            seen.insert(hash, e);
            if ((marks[e] & HAD_ROW) != 0) {
                int r = Blocks.append(retained, Opcode.INSERT, EventFlags.NORMAL, 0);
                shape.get(before, e, retained, r);
            }
        }
    }

    @Override
    public void markCodes() {
        before.markCodes(pool);
        after.markCodes(pool);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(periodStart);
        out.writeInt(entries);
        out.write(marks, 0, entries);
        out.write(opcodes, 0, entries);
        out.write(flags, 0, entries);
        saveRows(before, out);
        saveRows(after, out);
    }

    /** Rows of the entries only: which freed slots there are depends on what once was. */
    private void saveRows(RowTable rows, DataOutput out) throws IOException {
        EventBlock one = EventBlock.attached(schema);
        one.rows(1);
        RowTable held = new RowTable(schema);
        for (int e = 0; e < entries; e++) {
            shape.get(rows, e, one, 0);
            shape.put(one, 0, held, held.allocate());
        }
        held.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        periodStart = in.readLong();
        int count = in.readInt();
        RowTable loadedBefore = new RowTable(schema);
        RowTable loadedAfter = new RowTable(schema);
        byte[] heads = readHeads(in, count);
        loadedBefore.load(in, pool);
        loadedAfter.load(in, pool);
        if (!isDense(loadedBefore, count) || !isDense(loadedAfter, count)) {
            throw new IOException("Held rows are missing.");
        }
        entries = count;
        marks = Arrays.copyOf(heads, Math.max(16, count));
        opcodes = Arrays.copyOf(Arrays.copyOfRange(heads, count, 2 * count), marks.length);
        flags = Arrays.copyOf(Arrays.copyOfRange(heads, 2 * count, 3 * count), marks.length);
        for (int e = 0; e < count; e++) {
            if (marks[e] < 0
                    || marks[e] > ALL_MARKS
                    || opcodes[e] < Opcode.INSERT
                    || opcodes[e] > Opcode.SAFE_DELETE) {
                throw new IOException("Held row " + e + " cannot be of such a kind.");
            }
        }
        before = loadedBefore;
        after = loadedAfter;
        for (int e = 0; isMerging && e < count; e++) {
            index(e);
        }
    }

    /** Entries are the slots from 0 on; none may be free. */
    private static boolean isDense(RowTable rows, int count) {
        return rows.size() == count && rows.slotLimit() == count;
    }

    private static byte[] readHeads(DataInput in, int count) throws IOException {
        if (count < 0) {
            throw new IOException("There cannot be " + count + " held rows.");
        }
        byte[] all = new byte[0];
        // memory is taken as the bytes arrive
        while (all.length < 3L * count) {
            int have = all.length;
            all = Arrays.copyOf(all, (int) Math.min(3L * count, Math.max(1 << 16, 2L * have)));
            in.readFully(all, have, all.length - have);
        }
        return all;
    }

    /** The later of two entries of one key is the one that goes on. */
    private void index(int e) {
        EventBlock one = EventBlock.attached(schema);
        one.rows(1);
        shape.get(after, e, one, 0);
        int hash = shape.hash(one, 0, pool);
        int earlier = shape.find(latest, after, hash, one, 0, pool);
        if (earlier >= 0) {
            latest.remove(hash, earlier);
        }
        latest.insert(hash, e);
    }
}
