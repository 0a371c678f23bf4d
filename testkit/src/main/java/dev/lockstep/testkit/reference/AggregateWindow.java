package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An aggregate: keeps one list of member rows in the order added and computes groups from it. */
final class AggregateWindow extends ReferenceWindow {
    private final WindowContext context;
    private final WindowKind.Aggregate kind;
    private final Schema input;
    private final List<Member> members = new ArrayList<>();

    /** By group; forgotten when a cause leaves the group empty. */
    private final Map<List<@Nullable Object>, List<Group.Happening>> histories =
            new LinkedHashMap<>();

    private final ChangeLog log;
    private int happenings;
    private long nowMicros;
    private boolean wasRetention;

    /** A row that is there, and the number of the happening by which it came. */
    private record Member(List<@Nullable Object> row, int number) {}

    AggregateWindow(WindowContext context, WindowKind.Aggregate kind) {
        this.context = context;
        this.kind = kind;
        this.input = context.inputs().get(0).schema();
        this.log = new ChangeLog(context.isTracking());
    }

    @Override
    List<Change> apply(Cause cause) {
        nowMicros = cause.micros();
        for (Cause.Arrival a : cause.arrivals()) {
            arrive(a.change());
        }
        forgetEmpty();
        return log.drain();
    }

    private void forgetEmpty() {
        histories.keySet().removeIf(g -> members.stream().noneMatch(m -> g.equals(groupOf(m.row))));
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
            if (context.isTracking() && c.isRetention() != wasRetention) {
                // the changes before leave apart from this one
                forgetEmpty();
            }
            wasRetention = c.isRetention();
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
        for (Member m : members) {
            if (Rows.key(input, m.row).equals(key)) {
                return m.row;
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
        int number = happenings++;
        if (before != null) {
            members.removeIf(m -> m.row.equals(before));
        }
        if (after != null) {
            members.add(new Member(after, number));
        }
        note(number, before, after);
        for (int i = 0; i < groups.size(); i++) {
            log.add(groups.get(i), was.get(i), result(groups.get(i)), retention);
        }
    }

    private void note(
            int number,
            @Nullable List<@Nullable Object> before,
            @Nullable List<@Nullable Object> after) {
        List<@Nullable Object> from = before != null && counts(before) ? groupOf(before) : null;
        List<@Nullable Object> to = after != null && counts(after) ? groupOf(after) : null;
        boolean stays = from != null && from.equals(to);
        if (from != null && !stays) {
            history(from).add(new Group.Happening(number, Opcode.DELETE, null, nowMicros));
        }
        if (to != null && after != null) {
            byte opcode = stays ? Opcode.UPDATE : Opcode.INSERT;
            history(to).add(new Group.Happening(number, opcode, names(after), nowMicros));
        }
    }

    private List<Group.Happening> history(List<@Nullable Object> group) {
        return histories.computeIfAbsent(group, g -> new ArrayList<>());
    }

    private ReferenceExpressions.Names names(List<@Nullable Object> row) {
        return context.inputEvaluator().names(row, Opcode.INSERT, EventFlags.NORMAL);
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
        List<Group.Member> present = new ArrayList<>();
        for (Member m : members) {
            if (groupOf(m.row).equals(group)) {
                present.add(new Group.Member(names(m.row), m.number));
            }
        }
        if (present.isEmpty()) {
            return null;
        }
        Group all = new Group(present, history(group));
        Schema schema = context.spec().schema();
        List<@Nullable Object> row = new ArrayList<>();
        int nextKey = 0;
        int next = 0;
        for (int f = 0; f < schema.size(); f++) {
            if (schema.field(f).isKey()) {
                row.add(group.get(nextKey++));
            } else {
                String text = kind.expressions().get(next++).text();
                Object value = context.expressions().aggregate(text, all);
                row.add(Evaluator.convert(value, schema.type(f)));
            }
        }
        return row;
    }

    @Override
    List<List<@Nullable Object>> rows() {
        List<List<@Nullable Object>> all = new ArrayList<>();
        for (List<@Nullable Object> group :
                members.stream()
                        .map(Member::row)
                        .filter(this::counts)
                        .map(this::groupOf)
                        .distinct()
                        .toList()) {
            List<@Nullable Object> row = result(group);
            if (row != null) {
                all.add(row);
            }
        }
        return all;
    }
}
