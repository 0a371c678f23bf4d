package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A join. Where facts are kept the whole result is computed before and after each change and the
 * difference leaves; where they are not, dimension changes count for later facts only.
 */
final class JoinWindow extends ReferenceWindow {
    private final WindowContext context;
    private final JoinSides sides;
    private final Table facts = new Table();
    private final Table dimensions = new Table();

    /** Rows that left, for a join with an index that does not keep facts. */
    private final Table emitted = new Table();

    private final ChangeLog log;

    JoinWindow(WindowContext context, JoinSides sides, WindowKind.Join kind) {
        this.context = context;
        this.sides = sides;
        this.log = new ChangeLog(context.isTracking());
        if (kind.conditions().isEmpty()) {
            throw new IllegalArgumentException("a join without conditions");
        }
    }

    @Override
    List<Change> apply(Cause cause) {
        List<Change> out = new ArrayList<>();
        for (Cause.Arrival a : cause.arrivals()) {
            if (!sides.isFactInput(a.input())) {
                dimension(a.change(), cause.micros(), out);
            }
        }
        for (Cause.Arrival a : cause.arrivals()) {
            if (sides.isFactInput(a.input())) {
                if (sides.isFactKept()) {
                    keptFact(a.change(), cause.micros(), out);
                } else if (context.isStateless()) {
                    passingFact(a.change(), out);
                } else {
                    indexedFact(a.change(), cause.micros());
                }
            }
        }
        out.addAll(log.drain());
        return out;
    }

    private @Nullable List<@Nullable Object> matchOf(List<@Nullable Object> factRow) {
        for (Table.Stored d : dimensions.stored()) {
            if (sides.matches(factRow, d.row())) {
                return d.row();
            }
        }
        return null;
    }

    /** Every output row there should be, by output key; facts in arrival order come first. */
    private Map<List<@Nullable Object>, List<@Nullable Object>> result() {
        Map<List<@Nullable Object>, List<@Nullable Object>> all = new LinkedHashMap<>();
        for (Table.Stored f : facts.stored()) {
            List<@Nullable Object> match = matchOf(f.row());
            if (match != null || sides.isOuter()) {
                put(all, sides.row(f.row(), match));
            }
        }
        if (sides.isFull()) {
            for (Table.Stored d : dimensions.stored()) {
                if (facts.stored().stream().noneMatch(f -> sides.matches(f.row(), d.row()))) {
                    put(all, sides.row(null, d.row()));
                }
            }
        }
        return all;
    }

    private void put(
            Map<List<@Nullable Object>, List<@Nullable Object>> all, List<@Nullable Object> row) {
        all.put(outputKey(row), row);
    }

    private List<@Nullable Object> outputKey(List<@Nullable Object> row) {
        return Rows.key(context.spec().schema(), row);
    }

    private void dimension(Change c, long micros, List<Change> out) {
        List<@Nullable Object> key = Rows.key(sides.dimension(), c.row());
        List<@Nullable Object> before = dimensions.row(key);
        Resolution r = Resolution.of(c, before);
        if (r.verdict() == Resolution.Verdict.BAD) {
            bad();
        }
        if (r.verdict() != Resolution.Verdict.APPLY) {
            return;
        }
        List<@Nullable Object> after = r.after();
        Map<List<@Nullable Object>, List<@Nullable Object>> was = result();
        dimensions.put(key, after, micros);
        if (!sides.isFactKept()) {
            return;
        }
        Map<List<@Nullable Object>, List<@Nullable Object>> is = result();
        List<List<@Nullable Object>> affected = new ArrayList<>();
        for (Table.Stored f : facts.stored()) {
            if (sides.matches(f.row(), before) || sides.matches(f.row(), after)) {
                affected.add(outputKey(sides.row(f.row(), null)));
            }
        }
        if (sides.isFull()) {
            List<@Nullable Object> own = outputKey(sides.row(null, c.row()));
            if (!affected.contains(own)) {
                affected.add(own);
            }
        }
        for (List<@Nullable Object> k : affected) {
            regenerate(k, was.get(k), is.get(k), c.isRetention(), out);
        }
    }

    private void regenerate(
            List<@Nullable Object> key,
            @Nullable List<@Nullable Object> before,
            @Nullable List<@Nullable Object> after,
            boolean retention,
            List<Change> out) {
        if (!context.isStateless()) {
            log.add(key, before, after, retention);
        } else if (after != null) {
            out.add(new Change(Opcode.UPSERT, JoinSides.flags(retention), after, null));
        } else if (before != null) {
            out.add(new Change(Opcode.DELETE, JoinSides.flags(retention), before, null));
        }
    }

    private void keptFact(Change c, long micros, List<Change> out) {
        List<@Nullable Object> key = Rows.key(sides.fact(), c.row());
        Resolution r = Resolution.of(c, facts.row(key));
        if (r.verdict() == Resolution.Verdict.BAD) {
            bad();
        }
        if (r.verdict() != Resolution.Verdict.APPLY) {
            return;
        }
        List<@Nullable Object> own = outputKey(sides.row(c.row(), null));
        List<@Nullable Object> before = result().get(own);
        facts.put(key, r.after(), micros);
        List<@Nullable Object> after = result().get(own);
        if (!context.isStateless()) {
            log.add(own, before, after, c.isRetention());
            return;
        }
        byte flags = JoinSides.flags(c.isRetention());
        if (after != null) {
            byte opcode = before == null ? Opcode.INSERT : Opcode.UPDATE;
            out.add(new Change(opcode, flags, after, null));
        } else if (before != null) {
            out.add(new Change(Opcode.DELETE, flags, before, null));
        }
    }

    /** Neither facts nor output are known: the event leaves with what it carries. */
    private void passingFact(Change c, List<Change> out) {
        List<@Nullable Object> match = matchOf(c.row());
        boolean isVisible = match != null || sides.isOuter();
        if (isVisible || c.opcode() != Opcode.INSERT) {
            byte opcode = isVisible ? c.opcode() : JoinSides.unmatchedOpcode(c.opcode());
            out.add(new Change(opcode, c.flags(), sides.row(c.row(), match), null));
        }
    }

    private void indexedFact(Change c, long micros) {
        List<@Nullable Object> match = matchOf(c.row());
        List<@Nullable Object> row = sides.row(c.row(), match);
        List<@Nullable Object> key = outputKey(row);
        List<@Nullable Object> before = emitted.row(key);
        // an inner join never saw the facts that matched nothing, so they are no error here
        boolean isUnseen = !sides.isOuter() && before == null && !c.isPartial();
        if (isUnseen && c.opcode() == Opcode.DELETE) {
            return;
        }
        Change joined = new Change(c.opcode(), EventFlags.NORMAL, row, null);
        Resolution r =
                isUnseen && c.opcode() == Opcode.UPDATE
                        ? new Resolution(Resolution.Verdict.APPLY, row)
                        : Resolution.of(joined, before);
        boolean isIncomplete = c.isPartial() && before != null && r.after() != null;
        if (isIncomplete || r.verdict() == Resolution.Verdict.BAD) {
            bad();
        } else if (r.verdict() == Resolution.Verdict.APPLY) {
            boolean isVisible = match != null || sides.isOuter();
            List<@Nullable Object> after = isVisible ? r.after() : null;
            emitted.put(key, after, micros);
            note(key, before, after, c.isRetention());
        }
    }

    /** What changes nothing does not keep a place in the cause's output. */
    private void note(
            List<@Nullable Object> key,
            @Nullable List<@Nullable Object> before,
            @Nullable List<@Nullable Object> after,
            boolean retention) {
        if (before != null || after != null) {
            log.add(key, before, after, retention);
        }
    }

    @Override
    List<List<@Nullable Object>> rows() {
        if (context.isStateless()) {
            return List.of();
        }
        return sides.isFactKept() ? new ArrayList<>(result().values()) : emitted.rows();
    }
}
