package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A counter without intervals: after each cause one row for each input that brought events. Counts
 * every event, an update as one. Totals run from the input's first event, intervals from its last
 * row.
 */
final class CounterWindow extends ReferenceWindow {
    private static final double MICROS = 1_000_000.0;

    private final WindowContext context;
    private final Table table = new Table();
    private final ChangeLog log;
    private final List<Long> counts = new ArrayList<>();
    private final List<@Nullable Long> firstMicros = new ArrayList<>();
    private final List<Long> lastMicros = new ArrayList<>();

    CounterWindow(WindowContext context, WindowKind.Counter kind) {
        if (kind.countMicros() != 0 || kind.clearMicros() != 0) {
            throw new UnsupportedOperationException("the reference counts without intervals only");
        }
        this.context = context;
        this.log = new ChangeLog(context.isTracking());
        for (int i = 0; i < context.inputs().size(); i++) {
            counts.add(0L);
            firstMicros.add(null);
            lastMicros.add(0L);
        }
    }

    @Override
    List<Change> apply(Cause cause) {
        List<Change> out = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            int input = i;
            long arrived = cause.arrivals().stream().filter(a -> a.input() == input).count();
            if (arrived > 0) {
                count(i, arrived, cause.micros(), out);
            }
        }
        out.addAll(log.drain());
        return out;
    }

    private void count(int i, long arrived, long micros, List<Change> out) {
        Long first = firstMicros.get(i);
        if (first == null) {
            first = micros;
            firstMicros.set(i, first);
            lastMicros.set(i, micros);
        }
        counts.set(i, counts.get(i) + arrived);
        double total = (micros - first) / MICROS;
        double interval = (micros - lastMicros.get(i)) / MICROS;
        lastMicros.set(i, micros);
        List<@Nullable Object> row =
                Rows.of(
                        context.inputs().get(i).name(),
                        counts.get(i),
                        total,
                        rate(counts.get(i), total),
                        arrived,
                        interval,
                        rate(arrived, interval));
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
