package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.retention.Retention;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows and lets retention take them: what stateful source and copy windows do. A block of
 * plain inserts that all apply is passed on as it is.
 */
public final class Retainer {
    private final KeyedRows rows;
    private final Resolver resolver;
    private final @Nullable Retention retention;
    private final BadEvents bad;
    private final EventBlock out;
    private final boolean keepsBoth;

    /**
     * Out row of the last change of a slot in the current cause, where a cause has several; see
     * {@link #expire}.
     */
    private int[] rowOfSlot = {};

    private int[] stampOfSlot = {};
    private int stamp;

    /**
     * @param keepsBoth whether a retention delete and another change of one key from one cause both
     *     leave
     */
    public Retainer(
            KeyedRows rows,
            @Nullable Retention retention,
            BadEvents bad,
            boolean isLoose,
            boolean keepsBoth) {
        this.rows = rows;
        this.resolver = new Resolver(rows, bad, isLoose);
        this.retention = retention;
        this.bad = bad;
        this.out = EventBlock.attached(rows.schema());
        this.keepsBoth = keepsBoth;
    }

    /** Applies a block; the result is {@code in} itself, an own block, or null for no change. */
    public @Nullable EventBlock apply(EventBlock in, Step step, boolean wantsOld) {
        if (in.isTransactional()) {
            return applyWhole(in, step, wantsOld);
        }
        int done = retention == null ? insertPlain(in) : 0;
        if (done == in.rows()) {
            return in;
        }
        out.reset(in.rows());
        copyHead(in, done);
        resolveFrom(in, done, step, wantsOld);
        return out;
    }

    private @Nullable EventBlock applyWhole(EventBlock in, Step step, boolean wantsOld) {
        rows.begin();
        if (retention != null) {
            retention.begin();
        }
        out.reset(in.rows());
        out.transactional(true);
        int failed = resolveFrom(in, 0, step, wantsOld);
        if (failed >= 0) {
            rows.rollback();
            if (retention != null) {
                retention.rollback();
            }
            bad.reportBlock(in, failed);
            return null;
        }
        rows.commit();
        return out;
    }

    /** Inserts rows as long as they are plain inserts of new keys; returns how many were. */
    private int insertPlain(EventBlock in) {
        RowShape shape = rows.shape();
        byte[] opcodes = in.opcodes();
        byte[] flags = in.flags();
        int n = in.rows();
        for (int i = 0; i < n; i++) {
            if (opcodes[i] != Opcode.INSERT
                    || flags[i] != EventFlags.NORMAL
                    || shape.hasNullKey(in, i)) {
                return i;
            }
            int hash = rows.hash(in, i);
            if (rows.find(in, i, hash) >= 0) {
                return i;
            }
            rows.insert(in, i, hash);
        }
        return n;
    }

    private void copyHead(EventBlock in, int count) {
        for (int i = 0; i < count; i++) {
            int r = Blocks.append(out, in.opcodes()[i], in.flags()[i], in.causes()[i]);
            rows.shape().copy(in, i, out, r);
        }
    }

    /**
     * Applies the rows from {@code from} on; returns the first that failed, or -1. Stops there if
     * transactional.
     */
    private int resolveFrom(EventBlock in, int from, Step step, boolean wantsOld) {
        int[] causes = in.causes();
        int failed = -1;
        int n = in.rows();
        int i = from;
        while (i < n) {
            int cause = causes[i];
            int first = out.rows();
            int arrivals = 0;
            long now = 0;
            for (; i < n && causes[i] == cause; i++) {
                int before = rows.size();
                int slot = resolver.apply(in, i, out, wantsOld);
                if (slot == Resolver.BAD) {
                    failed = failed < 0 ? i : failed;
                    if (in.isTransactional()) {
                        return failed;
                    }
                } else if (slot >= 0 && retention != null && rows.size() >= before) {
                    now = retention.timeOf(in, i, step);
                    retention.changed(slot, rows.size() == before, now);
                    arrivals++;
                }
            }
            if (arrivals > 0 && retention != null) {
                expire(retention, now, arrivals, first, cause);
            }
        }
        return failed;
    }

    private void expire(Retention policy, long now, int arrivals, int firstRow, int cause) {
        int slot = policy.expiredByArrival(now, arrivals);
        if (slot >= 0 && arrivals > 1 && !keepsBoth) {
            noteChanges(firstRow);
        }
        boolean folded = false;
        while (slot >= 0) {
            folded |= delete(slot, cause, arrivals > 1 && !keepsBoth);
            slot = policy.expiredByArrival(now, arrivals);
        }
        policy.arrivalDone(now);
        if (folded) {
            dropFolded(firstRow);
        }
    }

    /** Remembers which row of {@link #out} holds the change of which slot. */
    private void noteChanges(int firstRow) {
        int limit = rows.table().slotLimit();
        if (rowOfSlot.length < limit) {
            rowOfSlot = Arrays.copyOf(rowOfSlot, Math.max(limit, 2 * rowOfSlot.length));
            stampOfSlot = Arrays.copyOf(stampOfSlot, rowOfSlot.length);
        }
        stamp++;
        for (int r = firstRow; r < out.rows(); r++) {
            if (out.opcodes()[r] != Opcode.DELETE) {
                int slot = rows.find(out, r, rows.hash(out, r));
                if (slot >= 0) {
                    rowOfSlot[slot] = r;
                    stampOfSlot[slot] = stamp;
                }
            }
        }
    }

    /**
     * Deletes a row by retention. Returns whether an earlier change of the same cause was folded
     * into it.
     */
    private boolean delete(int slot, int cause, boolean mayFold) {
        boolean folds = mayFold && stampOfSlot[slot] == stamp;
        if (folds && out.opcodes()[rowOfSlot[slot]] == Opcode.INSERT) {
            out.opcodes()[rowOfSlot[slot]] = FOLDED;
        } else {
            int r = Blocks.append(out, Opcode.DELETE, EventFlags.RETENTION, cause);
            if (folds && out.carriesOld()) {
                rows.shape().copy(out.old(), rowOfSlot[slot], out, r);
            } else {
                rows.shape().get(rows.table(), slot, out, r);
            }
            if (folds) {
                out.opcodes()[rowOfSlot[slot]] = FOLDED;
            }
        }
        rows.delete(slot);
        return folds;
    }

    private static final byte FOLDED = 0;

    private void dropFolded(int firstRow) {
        int to = firstRow;
        for (int r = firstRow; r < out.rows(); r++) {
            if (out.opcodes()[r] != FOLDED) {
                if (r != to) {
                    out.opcodes()[to] = out.opcodes()[r];
                    out.flags()[to] = out.flags()[r];
                    out.causes()[to] = out.causes()[r];
                    rows.shape().copy(out, r, out, to);
                    if (out.carriesOld()) {
                        rows.shape().copy(out.old(), r, out.old(), to);
                    }
                }
                to++;
            }
        }
        out.rows(to);
    }

    /** Lets time take rows in a heartbeat; null where nothing leaves. */
    public @Nullable EventBlock passTime(Step step) {
        return passTimeBehind(null, step);
    }

    /** The same behind what arrived in the same heartbeat. */
    public @Nullable EventBlock passTimeBehind(@Nullable EventBlock arrived, Step step) {
        Retention policy = retention;
        if (policy == null) {
            return arrived;
        }
        if (arrived == null) {
            out.reset(0);
        } else if (arrived != out) {
            throw new IllegalStateException("rows under retention are never passed on");
        }
        int first = 0;
        boolean mayFold = !keepsBoth && out.rows() > 0;
        int slot = policy.expiredByTime(step.timeMicros());
        if (slot >= 0 && mayFold) {
            noteChanges(first);
        }
        boolean folded = false;
        while (slot >= 0) {
            folded |= delete(slot, 0, mayFold);
            slot = policy.expiredByTime(step.timeMicros());
        }
        policy.heartbeatDone(step.timeMicros());
        if (folded) {
            dropFolded(first);
        }
        return out;
    }

    /** The rows as Inserts. */
    public void retained(EventBlock target) {
        RetainedRows.append(rows, target);
    }
}
