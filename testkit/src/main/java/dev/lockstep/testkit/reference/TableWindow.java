package dev.lockstep.testkit.reference;

import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.testkit.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A window that retains what arrives: copy, strict union; the base of source and loose union. */
class TableWindow extends ReferenceWindow {
    private final WindowContext context;
    private final Table table = new Table();
    private final ChangeLog log;
    private final @Nullable Retention retention;

    TableWindow(WindowContext context) {
        this.context = context;
        this.log = new ChangeLog(context.isTracking());
        RetentionSpec policy = context.spec().retention();
        retention = policy == null ? null : new Retention(policy, context.spec().schema());
        if (retention != null) {
            retention.start(context.startMicros());
        }
    }

    /** The change as the table takes it, or null for a bad event. */
    @Nullable Change admitted(Change arriving) {
        return arriving;
    }

    @Override
    List<Change> apply(Cause cause) {
        for (Cause.Arrival a : cause.arrivals()) {
            Change c = admitted(a.change());
            if (c == null) {
                bad();
            } else {
                expire(arrive(c, cause.micros()), cause.micros());
            }
        }
        if (cause.isHeartbeat() && retention != null) {
            expire(retention.atHeartbeat(table, cause.micros()), cause.micros());
        }
        return log.drain();
    }

    private void expire(List<Table.Stored> rows, long micros) {
        for (Table.Stored s : rows) {
            table.put(s.key(), null, micros);
            log.expire(s.key(), s.row());
        }
    }

    /** Applies one change; the rows that retention gives up for it. */
    private List<Table.Stored> arrive(Change c, long micros) {
        List<@Nullable Object> key = Rows.key(context.spec().schema(), c.row());
        List<@Nullable Object> before = table.row(key);
        Resolution r = Resolution.of(c, before);
        if (r.verdict() == Resolution.Verdict.BAD) {
            bad();
        }
        if (r.verdict() != Resolution.Verdict.APPLY) {
            return List.of();
        }
        table.put(key, r.after(), micros);
        log.add(key, before, r.after(), c.isRetention());
        if (retention == null || r.after() == null) {
            return List.of();
        }
        Table.Stored arrived =
                table.stored().stream().filter(s -> s.key().equals(key)).findFirst().orElseThrow();
        return retention.afterArrival(table, arrived, before == null);
    }

    @Override
    List<List<@Nullable Object>> rows() {
        return table.rows();
    }
}
