package dev.lockstep.engine.retention;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.engine.store.ChangeOrder;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.window.Step;
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

    private final RetentionSpec spec;
    private final KeyedRows rows;
    private final int field;
    private final boolean isSeconds;

    /** When the current jumping interval began, or {@link #UNSET}. */
    private long jumpStart = UNSET;

    /** Greatest field value seen, or {@link #UNSET}. */
    private long greatest = UNSET;

    private long markedStart;
    private long markedGreatest;

    /** Within one arrival: the count was exceeded, so everything older goes. */
    private boolean isCountJump;

    public Retention(RetentionSpec spec, KeyedRows rows) {
        this.spec = spec;
        this.rows = rows;
        this.field = spec.field() == null ? -1 : rows.schema().ordinal(spec.field());
        this.isSeconds = field >= 0 && rows.schema().type(field) == FieldType.DATE;
    }

    /** Whether rows leave when journal time passes. */
    public boolean isByJournalTime() {
        return field < 0 && !isByCount();
    }

    private boolean isByCount() {
        return spec.type() == RetentionSpec.Type.BYCOUNT_SLIDING
                || spec.type() == RetentionSpec.Type.BYCOUNT_JUMPING;
    }

    /** Whether deletes always take the oldest row, given inserts only. */
    public boolean isFirstInFirstOut() {
        return field < 0 || spec.type() == RetentionSpec.Type.BYCOUNT_SLIDING;
    }

    /** The project has started: jumping intervals count from here. */
    public void start(long micros) {
        if (isByJournalTime()) {
            jumpStart = micros;
        }
    }

    /** The clock that row {@code i} brings, in microseconds. */
    public long timeOf(EventBlock b, int i, Step step) {
        if (field < 0) {
            return step.timeMicros();
        }
        if (b.isNull(field, i)) {
            return greatest == UNSET ? 0 : greatest;
        }
        long value = b.longs(field)[i];
        long micros = isSeconds ? Math.multiplyExact(value, 1_000_000L) : value;
        greatest = Math.max(greatest, micros);
        return micros;
    }

    /** Takes note that the row in this slot was inserted or changed. */
    public void changed(int slot, boolean wasThere, long micros) {
        if (wasThere) {
            rows.unlink(slot);
        }
        rows.link(slot, micros);
        if (jumpStart == UNSET) {
            jumpStart = micros;
        }
    }

    /**
     * The next row to delete after an arrival at {@code nowMicros}, or -1. {@code arrivals} rows at
     * the end of the order came with the cause at hand.
     */
    public int expiredByArrival(long nowMicros, int arrivals) {
        ChangeOrder order = rows.order();
        int head = order.head();
        if (head < 0) {
            return -1;
        }
        return switch (spec.type()) {
            case BYCOUNT_SLIDING -> rows.size() > spec.amount() ? head : -1;
            case BYCOUNT_JUMPING -> isJumping(arrivals) ? head : -1;
            case BYTIME_SLIDING ->
                    field >= 0 && isOld(nowMicros, order.time(head), spec.amount()) ? head : -1;
            case BYTIME_JUMPING ->
                    field >= 0 && isJump(nowMicros) && order.time(head) < nowMicros ? head : -1;
            case BYTIME_JUMPING_LOOKBACK ->
                    field >= 0
                                    && isJump(nowMicros)
                                    && isOld(nowMicros, order.time(head), spec.lookBackMicros())
                                    && order.time(head) < nowMicros
                            ? head
                            : -1;
        };
    }

    private boolean isJumping(int arrivals) {
        if (rows.size() > spec.amount()) {
            isCountJump = true;
        }
        return isCountJump && rows.size() > Math.max(1, Math.min(arrivals, spec.amount()));
    }

    private static boolean isOld(long now, long then, long limit) {
        return now - then >= limit;
    }

    private boolean isJump(long now) {
        return jumpStart != UNSET && now - jumpStart >= spec.amount();
    }

    /** All rows that an arrival makes leave have been taken. */
    public void arrivalDone(long nowMicros) {
        isCountJump = false;
        if (field >= 0 && isJump(nowMicros)) {
            jumpStart = nowMicros;
        }
    }

    /** The next row to delete at a heartbeat, or -1. */
    public int expiredByTime(long nowMicros) {
        int head = rows.order().head();
        if (head < 0 || !isByJournalTime()) {
            return -1;
        }
        long time = rows.order().time(head);
        return switch (spec.type()) {
            case BYTIME_SLIDING -> isOld(nowMicros, time, spec.amount()) ? head : -1;
            case BYTIME_JUMPING -> isJump(nowMicros) ? head : -1;
            case BYTIME_JUMPING_LOOKBACK ->
                    isJump(nowMicros) && isOld(nowMicros, time, spec.lookBackMicros()) ? head : -1;
            case BYCOUNT_SLIDING, BYCOUNT_JUMPING -> -1;
        };
    }

    /**
     * All rows that a heartbeat makes leave have been taken: the interval is a whole number of
     * amounts from the start.
     */
    public void heartbeatDone(long nowMicros) {
        if (isByJournalTime() && isJump(nowMicros)) {
            jumpStart += (nowMicros - jumpStart) / spec.amount() * spec.amount();
        }
    }

    /** Remembers the clock, so that {@link #rollback} can take a refused block back. */
    public void begin() {
        markedStart = jumpStart;
        markedGreatest = greatest;
    }

    public void rollback() {
        jumpStart = markedStart;
        greatest = markedGreatest;
        isCountJump = false;
    }

    public void save(DataOutput out) throws IOException {
        out.writeLong(jumpStart);
        out.writeLong(greatest);
    }

    public void restore(DataInput in) throws IOException {
        jumpStart = in.readLong();
        greatest = in.readLong();
    }
}
