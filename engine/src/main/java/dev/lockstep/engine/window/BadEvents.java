package dev.lockstep.engine.window;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.engine.event.BadEvent;
import dev.lockstep.engine.event.BadEventSink;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.step.Step;

/** Counts the events that a window could not apply and hands them on. */
public final class BadEvents {
    private final String window;
    private final Step step;
    private final StringPool pool;
    private final BadEventSink sink;
    private long count;

    public BadEvents(String window, Step step, StringPool pool, BadEventSink sink) {
        this.window = window;
        this.step = step;
        this.pool = pool;
        this.sink = sink;
    }

    public long count() {
        return count;
    }

    public void restore(long value) {
        count = value;
    }

    /** Reports row {@code i}; {@code reason} is a full sentence. */
    public void report(ErrorCode code, EventBlock b, int i, String reason) {
        count++;
        sink.accept(
                new BadEvent(
                        code,
                        window,
                        step.position(),
                        b.causes()[i],
                        reason,
                        EventText.of(b, i, pool)));
    }

    /**
     * Reports every row of a transactional block that was refused since row {@code failed} could
     * not be applied.
     */
    public void reportBlock(EventBlock b, int failed) {
        for (int i = 0; i < b.rows(); i++) {
            if (i != failed) {
                reportRefused(b, i, b.causes()[failed]);
            }
        }
    }

    /** Reports the rows that another input brought in a block that was refused. */
    public void reportOther(EventBlock b, int failedCause) {
        for (int i = 0; i < b.rows(); i++) {
            reportRefused(b, i, failedCause);
        }
    }

    private void reportRefused(EventBlock b, int i, int failedCause) {
        report(
                EngineError.TRANSACTION_REFUSED,
                b,
                i,
                "Event " + failedCause + " of its transactional block could not be applied.");
    }
}
