package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.testkit.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stateful window's own copy of its input, by which it resolves what arrives unresolved. */
final class InputRows {
    private final Schema schema;
    private final boolean isInsertOnly;
    private final Table table = new Table();

    InputRows(WindowContext context) {
        this(context, 0);
    }

    /**
     * @param input which of the window's edges
     */
    InputRows(WindowContext context, int input) {
        schema = context.inputs().get(input).schema();
        isInsertOnly = context.insertOnlyInputs().get(input);
    }

    /**
     * The change with its old and its whole new row; a Delete carries the row that goes. Null for a
     * bad event; a Safe Delete means that there is nothing to do.
     */
    @Nullable Change resolve(Change c, long micros) {
        if (isInsertOnly) {
            return c;
        }
        List<@Nullable Object> key = Rows.key(schema, c.row());
        List<@Nullable Object> before = table.row(key);
        Resolution r = Resolution.of(c, before);
        if (r.verdict() == Resolution.Verdict.BAD) {
            return null;
        }
        if (r.verdict() == Resolution.Verdict.IGNORE) {
            return new Change(Opcode.SAFE_DELETE, c.flags(), c.row(), null);
        }
        List<@Nullable Object> after = r.after();
        table.put(key, after, micros);
        byte flags = c.isRetention() ? c.flags() : 0;
        if (after == null) {
            return new Change(Opcode.DELETE, flags, before == null ? c.row() : before, null);
        }
        return new Change(before == null ? Opcode.INSERT : Opcode.UPDATE, flags, after, before);
    }
}
