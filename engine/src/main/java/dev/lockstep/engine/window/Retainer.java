package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.retention.Retention;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowShape;
import org.jspecify.annotations.Nullable;

/**
 * Keeps rows and lets retention take them: what stateful source, copy and union windows do. A block
 * of plain inserts that all apply is passed on as it is.
 */
public final class Retainer {
    private final KeyedRows rows;
    private final Resolver resolver;
    private final @Nullable Retention retention;
    private final BadEvents bad;
    private final EventBlock out;
    @Scratch private final CauseFold fold;
    private final boolean keepsBoth;

    /** Null without retention. */
    private final @Nullable PlainArrivals arrivals;

    /**
     * @param keepsBoth whether a retention delete and another change of one key from one cause both
     *     leave
     */
    public Retainer(
            WindowContext context, KeyedRows rows, @Nullable Retention retention, boolean isLoose) {
        this.rows = rows;
        this.resolver = new Resolver(rows, context.bad(), isLoose);
        this.retention = retention;
        this.bad = context.bad();
        this.out = EventBlock.attached(rows.schema());
        this.fold = new CauseFold(rows.schema(), context.pool());
        this.keepsBoth = context.keepsBoth();
        this.arrivals = retention == null ? null : new PlainArrivals(rows, retention, this::settle);
    }

    /** Applies a block; the result is {@code in} itself, an own block, or null for no change. */
    public @Nullable EventBlock apply(EventBlock in, Step step, boolean wantsOld) {
        rows.prefetch(in);
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
        int[] causes = in.causes();
        int n = in.rows();
        for (int i = 0; i < n; i++) {
            boolean isPlain =
                    opcodes[i] == Opcode.INSERT
                            && flags[i] == EventFlags.NORMAL
                            && !shape.hasNullKey(in, i);
            if (!isPlain || i + 1 < n && causes[i + 1] == causes[i]) {
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
        int failed = -1;
        int n = in.rows();
        int i = from;
        while (i < n) {
            if (arrivals != null && !in.isTransactional()) {
                i = arrivals.take(in, i, out, step);
                if (i == n) {
                    break;
                }
            }
            int end = i + 1;
            while (end < n && in.causes()[end] == in.causes()[i]) {
                end++;
            }
            int wrong = resolveCause(in, i, end, step, wantsOld);
            failed = failed < 0 ? wrong : failed;
            if (failed >= 0 && in.isTransactional()) {
                return failed;
            }
            i = end;
        }
        return failed;
    }

    /** Applies the rows of a cause; otherwise as {@link #resolveFrom}. */
    private int resolveCause(EventBlock in, int from, int end, Step step, boolean wantsOld) {
        int first = out.rows();
        boolean isAlone = end == from + 1;
        // a row that is updated and taken for the same reason leaves as it was before
        boolean keepsOld = wantsOld || retention != null || !isAlone;
        boolean comesAndGoes = false;
        int failed = -1;
        for (int i = from; i < end; i++) {
            int before = rows.size();
            int slot = resolver.apply(in, i, out, keepsOld);
            if (slot == Resolver.BAD) {
                failed = failed < 0 ? i : failed;
                if (in.isTransactional()) {
                    return failed;
                }
            } else if (slot >= 0 && retention != null && rows.size() >= before) {
                comesAndGoes |= retain(retention, slot, rows.size() == before, isAlone, step);
            }
        }
        if (!isAlone || comesAndGoes) {
            settle(first);
        }
        return failed;
    }

    private void settle(int first) {
        if (keepsBoth) {
            fold.separate(out, first);
        } else {
            fold.fold(out, first);
        }
    }

    /** Lets the policy act on an arrival; returns whether it took the arrival itself. */
    private boolean retain(
            Retention policy, int arrived, boolean wasThere, boolean isAlone, Step step) {
        int last = out.rows() - 1;
        int cause = out.causes()[last];
        // the row as it stands now: what a partial update did not give is in it
        policy.arrives(arrived, wasThere, out, last, step);
        boolean tookArrival = false;
        for (int slot = policy.expiredByArrival(arrived);
                slot >= 0;
                slot = policy.expiredByArrival(arrived)) {
            tookArrival |= slot == arrived;
            delete(slot, cause, !isAlone);
        }
        policy.arrivalDone();
        return tookArrival;
    }

    /**
     * @param isShared whether the cause brings more, so that it will be settled
     */
    private void delete(int slot, int cause, boolean isShared) {
        byte flags = (byte) (EventFlags.RETENTION | (isShared ? CauseFold.EXPIRED : 0));
        int r = Blocks.append(out, Opcode.DELETE, flags, cause);
        rows.shape().get(rows.table(), slot, out, r);
        rows.delete(slot);
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
        boolean hasArrivals = out.rows() > 0;
        policy.passTime(step.timeMicros());
        for (int slot = policy.expiredByTime(step.timeMicros());
                slot >= 0;
                slot = policy.expiredByTime(step.timeMicros())) {
            delete(slot, 0, hasArrivals);
        }
        policy.arrivalDone();
        if (hasArrivals) {
            settle(0);
        }
        return out;
    }
}
