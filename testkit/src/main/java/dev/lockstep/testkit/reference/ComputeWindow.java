package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compute window: keys by name from the input, one expression for each other field. */
final class ComputeWindow extends ReferenceWindow {
    private final WindowContext context;
    private final WindowKind.Compute kind;
    private final Table table = new Table();
    private final InputRows input;
    private final ChangeLog log;

    ComputeWindow(WindowContext context, WindowKind.Compute kind) {
        this.context = context;
        this.kind = kind;
        this.input = new InputRows(context);
        this.log = new ChangeLog(context.isTracking());
    }

    @Override
    List<Change> apply(Cause cause) {
        List<Change> out = new ArrayList<>();
        for (Cause.Arrival a : cause.arrivals()) {
            Change c = a.change();
            if (context.isStateless()) {
                out.add(new Change(c.opcode(), c.flags(), output(c), null));
                continue;
            }
            Change resolved = input.resolve(c, cause.micros());
            if (resolved == null) {
                bad();
            } else if (resolved.opcode() != Opcode.SAFE_DELETE) {
                store(
                        new Change(resolved.opcode(), resolved.flags(), output(resolved), null),
                        cause.micros());
            }
        }
        out.addAll(log.drain());
        return out;
    }

    private void store(Change c, long micros) {
        List<@Nullable Object> key = Rows.key(context.spec().schema(), c.row());
        List<@Nullable Object> before = table.row(key);
        Resolution r = Resolution.of(c, before);
        if (r.verdict() == Resolution.Verdict.BAD) {
            bad();
        } else {
            table.put(key, r.after(), micros);
            log.add(key, before, r.after(), c.isRetention());
        }
    }

    /** Deletes are not evaluated: their computed fields are missing. */
    private List<@Nullable Object> output(Change c) {
        Schema schema = context.spec().schema();
        Schema input = context.inputs().get(0).schema();
        boolean isRemoval = c.opcode() == Opcode.DELETE || c.opcode() == Opcode.SAFE_DELETE;
        Evaluator evaluator = context.inputEvaluator();
        List<@Nullable Object> row = new ArrayList<>();
        int next = 0;
        for (int f = 0; f < schema.size(); f++) {
            if (schema.field(f).isKey()) {
                row.add(c.row().get(input.ordinal(schema.field(f).name())));
            } else {
                String text = kind.expressions().get(next++).text();
                Object value =
                        isRemoval ? null : evaluator.value(text, c.row(), c.opcode(), c.flags());
                row.add(Evaluator.convert(value, schema.type(f)));
            }
        }
        return row;
    }

    @Override
    List<List<@Nullable Object>> rows() {
        return table.rows();
    }
}
