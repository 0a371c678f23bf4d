package dev.lockstep.engine.retention;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.engine.step.Step;
import dev.lockstep.engine.store.ChangeOrder;
import dev.lockstep.engine.store.Departures;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.model.project.RetentionSpec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * One window's policy over its rows. Age counts from the last change. With a field the clock is the
 * arriving event's field and rows leave when it is at least the limit ahead of theirs; a null field
 * counts as the greatest time seen. Without one the clock is the journal's and rows leave at
 * heartbeats (known: at or above the limit for fields; assumed the same for journal time).
 */
public final class Retention {
    private static final long UNSET = Long.MIN_VALUE;

    /** The time of a row whose field is null: it stands behind all others and never expires. */
    private static final long NEVER = Long.MAX_VALUE;

    private final RetentionSpec.Type type;

    /** Rows, or microseconds. */
    private final long amount;

    private final long lookBackMicros;
    private final KeyedRows rows;
    private final int field;
    private final boolean isSeconds;

    /** When the current jumping period began, or {@link #UNSET}. */
    private long periodStart = UNSET;

    /** Greatest field value seen, or {@link #UNSET}. */
    private long greatest = UNSET;

    @Scratch private long markedStart;
    @Scratch private long markedGreatest;

    /** Within one arrival: the count was exceeded. */
    @Scratch private boolean countIsExceeded;

    /** Within one arrival or heartbeat: a new period has begun. */
    @Scratch private boolean isJump;

    public Retention(RetentionSpec spec, KeyedRows rows) {
        this.type = spec.type();
        this.amount = spec.amount();
        this.lookBackMicros = spec.lookBackMicros();
        this.rows = rows;
        String name = spec.field();
        // rows are counted in the order of their changes, whatever a field says
        this.field = name == null || isByCount() ? -1 : rows.schema().ordinal(name);
        this.isSeconds = field >= 0 && rows.schema().type(field) == FieldType.DATE;
    }

    /** Whether rows leave when journal time passes. */
    public boolean isByJournalTime() {
        return field < 0 && !isByCount();
    }

    private boolean isByCount() {
        return type == RetentionSpec.Type.BYCOUNT_SLIDING
                || type == RetentionSpec.Type.BYCOUNT_JUMPING;
    }

    /** Whether deletes always take the oldest row, given inserts only. */
    public boolean isFirstInFirstOut() {
        return field < 0;
    }

    /** The project has started: jumping periods count from here. */
    public void start(long micros) {
        if (isByJournalTime()) {
            periodStart = micros;
        }
    }

    /** Takes note of an Insert or update in this slot and of the time that it brings. */
    public void arrives(int slot, boolean wasThere, EventBlock b, int i, Step step) {
        long micros = timeOf(b, i, step);
        if (wasThere) {
            rows.unlink(slot);
        }
        rows.link(slot, micros);
        if (field >= 0 && micros != NEVER) {
            greatest = Math.max(greatest, micros);
            if (periodStart == UNSET) {
                periodStart = micros;
            }
            jumpTo(greatest);
        }
        countIsExceeded = rows.size() > amount;
    }

    /**
     * The time that row {@code i} brings, in microseconds; {@link #NEVER} where its field is null.
     */
    private long timeOf(EventBlock b, int i, Step step) {
        if (field < 0) {
            return step.timeMicros();
        }
        if (b.isNull(field, i)) {
            return NEVER;
        }
        long value = b.longs(field)[i];
        return isSeconds ? saturated(value) : value;
    }

    private static long saturated(long seconds) {
        long limit = Long.MAX_VALUE / 1_000_000;
        return Math.max(-limit, Math.min(limit, seconds)) * 1_000_000;
    }

    /** Moves to the period of that time; a jump takes rows until {@link #arrivalDone}. */
    private void jumpTo(long now) {
        if (!isJumping() || periodStart == UNSET || !isApart(periodStart, now, amount)) {
            return;
        }
        periodStart += Long.divideUnsigned(now - periodStart, amount) * amount;
        isJump = true;
    }

    /**
     * Whether {@code later}, which is not before {@code earlier}, is at least so much behind it.
     * Times of events may lie further apart than a signed difference can say.
     */
    private static boolean isApart(long earlier, long later, long atLeast) {
        return Long.compareUnsigned(later - earlier, atLeast) >= 0;
    }

    private boolean isBeforeLookBack(long time) {
        return time < periodStart && Long.compareUnsigned(periodStart - time, lookBackMicros) > 0;
    }

    private boolean isJumping() {
        return type == RetentionSpec.Type.BYTIME_JUMPING
                || type == RetentionSpec.Type.BYTIME_JUMPING_LOOKBACK;
    }

    /** The next row to delete behind the arrival in this slot, or -1. */
    public int expiredByArrival(int arrived) {
        int head = rows.order().head();
        if (head < 0) {
            return -1;
        }
        long time = rows.order().time(head);
        return switch (type) {
            case BYCOUNT_SLIDING -> rows.size() > amount ? head : -1;
            case BYCOUNT_JUMPING -> countIsExceeded && head != arrived ? head : -1;
            case BYTIME_SLIDING ->
                    field >= 0 && time != NEVER && isApart(time, greatest, amount) ? head : -1;
            case BYTIME_JUMPING -> isJump ? firstTimedBut(arrived) : -1;
            case BYTIME_JUMPING_LOOKBACK ->
                    isJump && time != NEVER && isBeforeLookBack(time) ? head : -1;
        };
    }

    /**
     * The first row with a time that is not the arrival, which stands before others if it is late.
     */
    private int firstTimedBut(int arrived) {
        int slot = rows.order().head();
        if (slot == arrived) {
            slot = rows.order().next(slot);
        }
        return slot < 0 || rows.order().time(slot) == NEVER ? -1 : slot;
    }

    /** All rows that an arrival or a heartbeat makes leave have been taken. */
    public void arrivalDone() {
        countIsExceeded = false;
        isJump = false;
    }

    /** Journal time has come so far. */
    public void passTime(long nowMicros) {
        if (isByJournalTime()) {
            jumpTo(nowMicros);
        }
    }

    /** The next row to delete at a heartbeat, or -1. */
    public int expiredByTime(long nowMicros) {
        int head = rows.order().head();
        if (head < 0 || !isByJournalTime()) {
            return -1;
        }
        long time = rows.order().time(head);
        return switch (type) {
            case BYTIME_SLIDING -> isApart(time, nowMicros, amount) ? head : -1;
            case BYTIME_JUMPING -> isJump ? head : -1;
            case BYTIME_JUMPING_LOOKBACK -> isJump && isBeforeLookBack(time) ? head : -1;
            case BYCOUNT_SLIDING, BYCOUNT_JUMPING -> -1;
        };
    }

    /** How many arrivals {@link #foresee} can say something of, at most. */
    public int mostForeseen() {
        return switch (type) {
            case BYCOUNT_SLIDING -> (int) Math.min(Integer.MAX_VALUE, amount);
            case BYTIME_SLIDING -> Integer.MAX_VALUE;
            case BYCOUNT_JUMPING, BYTIME_JUMPING, BYTIME_JUMPING_LOOKBACK -> 0;
        };
    }

    /**
     * Tells which rows leave when those of {@code in} from {@code from} on arrive as new rows, as
     * far as each stands last in the order and nothing but rows that are there now leaves. Changes
     * nothing; {@link #haveArrived} does.
     *
     * @param end behind the last row to look at, at most {@link #mostForeseen} behind the first
     */
    public void foresee(EventBlock in, int from, int end, Step step, Departures departures) {
        departures.begin(end - from);
        if (field >= 0) {
            foreseeByField(in, from, end, step, departures);
        } else if (youngest() <= step.timeMicros() && !(isByCount() && rows.size() > amount)) {
            long room = isByCount() ? amount - rows.size() : Integer.MAX_VALUE;
            foreseeByCount(end - from, room, step.timeMicros(), departures);
        }
    }

    private long youngest() {
        int tail = rows.order().tail();
        return tail < 0 ? Long.MIN_VALUE : rows.order().time(tail);
    }

    private void foreseeByCount(int count, long room, long micros, Departures departures) {
        int alone = (int) Math.min(count, room);
        departures.arriveAlone(alone, micros);
        departures.arriveInPlaceOf(rows.order(), count - alone, micros);
    }

    private void foreseeByField(
            EventBlock in, int from, int end, Step step, Departures departures) {
        ChangeOrder order = rows.order();
        int oldest = order.head();
        long latest = youngest();
        long now = greatest;
        for (int i = from; i < end; i++) {
            long micros = timeOf(in, i, step);
            now = Math.max(now, micros);
            long first = i == from ? micros : departures.time(0);
            if (micros < latest || micros == NEVER || isApart(first, now, amount)) {
                return;
            }
            latest = micros;
            while (oldest >= 0 && isApart(order.time(oldest), now, amount)) {
                departures.leaves(oldest);
                oldest = order.next(oldest);
            }
            departures.arrives(micros);
        }
    }

    /** The first so many of those that were foreseen have arrived. */
    public void haveArrived(int count, Departures departures) {
        if (field >= 0 && count > 0) {
            greatest = Math.max(greatest, departures.time(count - 1));
            if (periodStart == UNSET) {
                periodStart = departures.time(0);
            }
        }
    }

    /** Remembers the clock, so that {@link #rollback} can take a refused block back. */
    public void begin() {
        markedStart = periodStart;
        markedGreatest = greatest;
    }

    public void rollback() {
        periodStart = markedStart;
        greatest = markedGreatest;
        arrivalDone();
    }

    public void save(DataOutput out) throws IOException {
        out.writeLong(periodStart);
        out.writeLong(greatest);
    }

    public void load(DataInput in) throws IOException {
        periodStart = in.readLong();
        greatest = in.readLong();
    }
}
