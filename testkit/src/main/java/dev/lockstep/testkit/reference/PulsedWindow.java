package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window that holds its output back and lets it go at the first heartbeat of each interval, and
 * at the end. What a stateful window held leaves as one event a key.
 */
final class PulsedWindow extends ReferenceWindow {
    private final WindowContext context;
    private final ReferenceWindow inner;
    private final ChangeLog merged;
    private final List<Change> unmerged = new ArrayList<>();
    private long periodStart;

    PulsedWindow(WindowContext context, ReferenceWindow inner) {
        this.context = context;
        this.inner = inner;
        this.merged = new ChangeLog(context.isTracking());
        this.periodStart = context.startMicros();
    }

    @Override
    List<Change> apply(Cause cause) {
        for (Change c : inner.apply(cause)) {
            hold(c);
        }
        for (int failures = inner.takeFailures(); failures > 0; failures--) {
            bad();
        }
        for (int faults = inner.takeFaults(); faults > 0; faults--) {
            fault();
        }
        if (cause.kind() == Cause.Kind.EVENT || !isDue(cause)) {
            return List.of();
        }
        List<Change> out = new ArrayList<>(unmerged);
        unmerged.clear();
        out.addAll(merged.drain());
        return out;
    }

    private void hold(Change c) {
        if (context.isStateless()) {
            unmerged.add(c);
            return;
        }
        List<@Nullable Object> key = Rows.key(context.spec().schema(), c.row());
        boolean isDelete = c.opcode() == Opcode.DELETE;
        merged.add(key, isDelete ? c.row() : c.old(), isDelete ? null : c.row(), c.isRetention());
    }

    private boolean isDue(Cause cause) {
        long periods = (cause.micros() - periodStart) / context.spec().pulseMicros();
        periodStart += periods * context.spec().pulseMicros();
        return periods > 0 || cause.kind() == Cause.Kind.END;
    }

    @Override
    List<List<@Nullable Object>> rows() {
        return inner.rows();
    }
}
