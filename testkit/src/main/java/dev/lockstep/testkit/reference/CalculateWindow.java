package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.Located;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The algorithm Summary: an Insert is an observation, and an Upsert where nobody resolves it. Never
 * forgets an observation; each row counts the latest ones anew.
 */
final class CalculateWindow extends ReferenceWindow {
    private final WindowContext context;
    private final WindowKind.Calculate kind;
    private final Table table = new Table();
    private final InputRows input;
    private final ChangeLog log;
    private final List<@Nullable Double> observations = new ArrayList<>();
    private final Map<String, String> statisticOf = new LinkedHashMap<>();

    CalculateWindow(WindowContext context, WindowKind.Calculate kind) {
        this.context = context;
        this.kind = kind;
        this.input = new InputRows(context);
        this.log = new ChangeLog(context.isTracking());
        kind.outputMap().forEach((statistic, f) -> statisticOf.put(f.text(), statistic));
    }

    @Override
    List<Change> apply(Cause cause) {
        List<Change> out = new ArrayList<>();
        for (Cause.Arrival a : cause.arrivals()) {
            Change c = a.change();
            if (context.isStateless()) {
                if (c.opcode() == Opcode.INSERT || c.opcode() == Opcode.UPSERT) {
                    observe(c);
                }
                out.add(new Change(c.opcode(), c.flags(), output(c), null));
                continue;
            }
            Change resolved = input.resolve(c, cause.micros());
            if (resolved == null) {
                bad();
            } else if (resolved.opcode() != Opcode.SAFE_DELETE) {
                store(resolved, cause.micros());
            }
        }
        out.addAll(log.drain());
        if (kind.isProducesOnlyInserts()) {
            out.removeIf(c -> c.opcode() != Opcode.INSERT);
        }
        return out;
    }

    private void store(Change c, long micros) {
        List<@Nullable Object> key = Rows.key(context.spec().schema(), output(c));
        List<@Nullable Object> before = table.row(key);
        if (c.opcode() == Opcode.INSERT && before != null) {
            bad();
            return;
        }
        if (c.opcode() == Opcode.INSERT) {
            observe(c);
        }
        List<@Nullable Object> after = c.opcode() == Opcode.DELETE ? null : output(c);
        table.put(key, after, micros);
        log.add(key, before, after, c.isRetention());
    }

    private void observe(Change c) {
        Located name = kind.inputMap().get("input");
        if (name == null) {
            throw new IllegalArgumentException("a summary of nothing");
        }
        Object v = c.row().get(context.inputs().get(0).schema().ordinal(name.text()));
        observations.add(v == null ? null : (Double) ((Number) v).doubleValue());
    }

    /** Deletes have nothing but their key. */
    private List<@Nullable Object> output(Change c) {
        Schema schema = context.spec().schema();
        Schema in = context.inputs().get(0).schema();
        boolean isRemoval = c.opcode() == Opcode.DELETE || c.opcode() == Opcode.SAFE_DELETE;
        NaiveSummary summary = NaiveSummary.of(window());
        List<@Nullable Object> row = new ArrayList<>();
        for (int f = 0; f < schema.size(); f++) {
            String name = schema.field(f).name();
            String statistic = statisticOf.get(name);
            if (isRemoval && !schema.field(f).isKey()) {
                row.add(null);
            } else if (statistic == null) {
                row.add(c.row().get(in.ordinal(name)));
            } else {
                row.add(Evaluator.convert(summary.value(statistic), schema.type(f)));
            }
        }
        return row;
    }

    private List<@Nullable Double> window() {
        Located text = kind.parameters().get("windowLength");
        int length = text == null ? 0 : Integer.parseInt(text.text());
        int from = length == 0 ? 0 : Math.max(0, observations.size() - length);
        return observations.subList(from, observations.size());
    }

    @Override
    List<List<@Nullable Object>> rows() {
        return table.rows();
    }
}
