package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An aggregate: keeps one list of member rows in the order added and computes groups from it. */
final class AggregateWindow extends ReferenceWindow {
    private final WindowContext context;
    private final WindowKind.Aggregate kind;
    private final Schema input;
    private final List<List<@Nullable Object>> members = new ArrayList<>();
    private final ChangeLog log;

    AggregateWindow(WindowContext context, WindowKind.Aggregate kind) {
        this.context = context;
        this.kind = kind;
        this.input = context.inputs().get(0).schema();
        this.log = new ChangeLog(context.isTracking());
    }

    @Override
    List<Change> apply(Cause cause) {
        for (Cause.Arrival a : cause.arrivals()) {
            arrive(a.change());
        }
        return log.drain();
    }

    private void arrive(Change c) {
        // where only Inserts can come nobody needs members by key, so equal keys are two members
        List<@Nullable Object> before =
                context.isInputInsertOnly() ? null : member(Rows.key(input, c.row()));
        Resolution r = Resolution.of(c, before);
        List<@Nullable Object> after = r.after();
        boolean hasGroup = after == null || !groupOf(after).contains(null);
        if (r.verdict() == Resolution.Verdict.BAD || !hasGroup) {
            bad();
        }
        if (r.verdict() == Resolution.Verdict.APPLY) {
            replace(before, after, c.isRetention());
        }
    }

    /**
     * A member without a group is known, so that its later changes are none of an unknown key, but
     * counts nowhere.
     */
    private boolean counts(@Nullable List<@Nullable Object> member) {
        return member != null && !groupOf(member).contains(null);
    }

    private @Nullable List<@Nullable Object> member(List<@Nullable Object> key) {
        for (List<@Nullable Object> m : members) {
            if (Rows.key(input, m).equals(key)) {
                return m;
            }
        }
        return null;
    }

    private void replace(
            @Nullable List<@Nullable Object> before,
            @Nullable List<@Nullable Object> after,
            boolean retention) {
        List<List<@Nullable Object>> groups = new ArrayList<>();
        if (before != null && counts(before)) {
            groups.add(groupOf(before));
        }
        if (after != null && counts(after) && !groups.contains(groupOf(after))) {
            groups.add(groupOf(after));
        }
        List<@Nullable List<@Nullable Object>> was = new ArrayList<>();
        groups.forEach(g -> was.add(result(g)));
        if (before != null) {
            members.remove(before);
        }
        if (after != null) {
            members.add(after);
        }
        for (int i = 0; i < groups.size(); i++) {
            log.add(groups.get(i), was.get(i), result(groups.get(i)), retention);
        }
    }

    private List<@Nullable Object> groupOf(List<@Nullable Object> row) {
        Schema schema = context.spec().schema();
        List<@Nullable Object> group = new ArrayList<>();
        for (int k = 0; k < schema.keyCount(); k++) {
            group.add(row.get(input.ordinal(schema.field(schema.key(k)).name())));
        }
        return group;
    }

    /** The group's output row, or null if it has no member. */
    private @Nullable List<@Nullable Object> result(List<@Nullable Object> group) {
        List<ReferenceExpressions.Names> rows = new ArrayList<>();
        for (List<@Nullable Object> m : members) {
            if (groupOf(m).equals(group)) {
                rows.add(context.inputEvaluator().names(m, Opcode.INSERT, EventFlags.NORMAL));
            }
        }
        if (rows.isEmpty()) {
            return null;
        }
        Schema schema = context.spec().schema();
        List<@Nullable Object> row = new ArrayList<>();
        int nextKey = 0;
        int next = 0;
        for (int f = 0; f < schema.size(); f++) {
            if (schema.field(f).isKey()) {
                row.add(group.get(nextKey++));
            } else {
                String text = kind.expressions().get(next++).text();
                Object value = context.expressions().aggregate(text, rows);
                row.add(Evaluator.convert(value, schema.type(f)));
            }
        }
        return row;
    }

    @Override
    List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (List<@Nullable Object> group :
                members.stream().filter(this::counts).map(this::groupOf).distinct().toList()) {
            List<@Nullable Object> row = result(group);
            if (row != null) {
                all.add(row);
            }
        }
        return all;
    }
}
