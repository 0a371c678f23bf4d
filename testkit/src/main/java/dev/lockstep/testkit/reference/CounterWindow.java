package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A counter. Without a count interval it emits after each cause a row for each input that brought
 * events, with one at the first heartbeat after the interval a row for each input that has counted
 * something. Counts every event, an update as one.
 */
final class CounterWindow extends ReferenceWindow {
    private static final double MICROS = 1_000_000.0;

    /** What arrived on one input; never forgotten, counted anew for every row. */
    private static final class Input {
        final List<Long> arrivals = new ArrayList<>();
        int clearedBefore;
        int shownBefore;
        long shownMicros;
    }

    private final WindowContext context;
    private final WindowKind.Counter kind;
    private final Table table = new Table();
    private final ChangeLog log;
    private final List<Input> inputs = new ArrayList<>();
    private long lastShown;

    CounterWindow(WindowContext context, WindowKind.Counter kind) {
        this.context = context;
        this.kind = kind;
        this.log = new ChangeLog(context.isTracking());
        this.lastShown = context.startMicros();
        context.inputs().forEach(i -> inputs.add(new Input()));
    }

    @Override
    List<Change> apply(Cause cause) {
        inputs.forEach(i -> clearIfIdle(i, cause.micros()));
        for (Cause.Arrival a : cause.arrivals()) {
            inputs.get(a.input()).arrivals.add(cause.micros());
        }
        List<Change> out = new ArrayList<>();
        if (kind.countMicros() == 0 || cause.kind() == Cause.Kind.END) {
            show(cause.micros(), true, out);
        } else if (cause.isHeartbeat() && cause.micros() - lastShown >= kind.countMicros()) {
            lastShown = cause.micros();
            show(cause.micros(), false, out);
        }
        out.addAll(log.drain());
        return out;
    }

    private void clearIfIdle(Input i, long micros) {
        int size = i.arrivals.size();
        if (kind.clearMicros() > 0
                && size > i.clearedBefore
                && micros - i.arrivals.get(size - 1) >= kind.clearMicros()) {
            i.clearedBefore = size;
            i.shownBefore = size;
        }
    }

    private void show(long micros, boolean isNewsOnly, List<Change> out) {
        for (int n = 0; n < inputs.size(); n++) {
            Input i = inputs.get(n);
            int since = isNewsOnly ? i.shownBefore : i.clearedBefore;
            if (i.arrivals.size() > since) {
                emit(context.inputs().get(n).name(), i, micros, out);
                i.shownBefore = i.arrivals.size();
                i.shownMicros = micros;
            }
        }
    }

    private void emit(String name, Input i, long micros, List<Change> out) {
        long first = i.arrivals.get(i.clearedBefore);
        long from = i.shownBefore == i.clearedBefore ? first : i.shownMicros;
        long total = i.arrivals.size() - i.clearedBefore;
        long news = i.arrivals.size() - i.shownBefore;
        double totalSeconds = (micros - first) / MICROS;
        double newsSeconds = (micros - from) / MICROS;
        List<@Nullable Object> row =
                Rows.of(
                        name,
                        total,
                        totalSeconds,
                        rate(total, totalSeconds),
                        news,
                        newsSeconds,
                        rate(news, newsSeconds));
        if (context.isStateless()) {
            out.add(new Change(Opcode.UPSERT, EventFlags.NORMAL, row, null));
        } else {
            List<@Nullable Object> key = Rows.key(context.spec().schema(), row);
            log.add(key, table.row(key), row, false);
            table.put(key, row, micros);
        }
    }

    private static double rate(long events, double seconds) {
        return seconds == 0 ? 0 : events / seconds;
    }

    @Override
    List<List<@Nullable Object>> rows() {
        return table.rows();
    }
}
