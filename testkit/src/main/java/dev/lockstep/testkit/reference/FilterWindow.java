package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.testkit.Rows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A filter; a stateful one resolves its input first and retains what passed. */
final class FilterWindow extends ReferenceWindow {
    private final WindowContext context;
    private final String expression;
    private final Table passed = new Table();
    private final InputRows input;
    private final ChangeLog log;

    FilterWindow(WindowContext context, String expression) {
        this.context = context;
        this.expression = expression;
        this.input = new InputRows(context);
        this.log = new ChangeLog(context.isTracking());
    }

    @Override
    List<Change> apply(Cause cause) {
        List<Change> out = new ArrayList<>();
        for (Cause.Arrival a : cause.arrivals()) {
            if (context.isStateless()) {
                Change c = withoutState(a.change());
                if (c != null) {
                    out.add(c);
                }
            } else {
                Change c = input.resolve(a.change(), cause.micros());
                if (c == null) {
                    bad();
                } else if (c.opcode() != Opcode.SAFE_DELETE) {
                    withState(c, cause.micros());
                }
            }
        }
        out.addAll(log.drain());
        return out;
    }

    private boolean passes(List<@Nullable Object> row, byte opcode, byte flags) {
        return context.evaluator().passes(expression, row, opcode, flags);
    }

    private void withState(Change c, long micros) {
        List<@Nullable Object> key = Rows.key(context.spec().schema(), c.row());
        List<@Nullable Object> before = passed.row(key);
        if (c.opcode() == Opcode.INSERT && before != null && context.isInputInsertOnly()) {
            if (passes(c.row(), c.opcode(), c.flags())) {
                bad();
            }
            return;
        }
        Change decided = withoutState(c);
        if (decided == null) {
            return;
        }
        List<@Nullable Object> after = decided.opcode() == Opcode.DELETE ? null : decided.row();
        passed.put(key, after, micros);
        log.add(key, before, after, c.isRetention());
    }

    private @Nullable Change withoutState(Change c) {
        List<@Nullable Object> old = c.old();
        boolean fits = passes(c.row(), c.opcode(), c.flags());
        return switch (c.opcode()) {
            case Opcode.INSERT -> fits ? c : null;
            case Opcode.DELETE, Opcode.SAFE_DELETE -> fits || carriesKeysOnly(c) ? c : null;
            case Opcode.UPSERT -> fits ? c : withOpcode(c, Opcode.SAFE_DELETE, c.row());
            default -> old == null ? unresolved(c, fits) : resolved(c, old, fits);
        };
    }

    private static Change unresolved(Change c, boolean fits) {
        return fits ? c : withOpcode(c, Opcode.DELETE, c.row());
    }

    private @Nullable Change resolved(Change c, List<@Nullable Object> old, boolean fits) {
        boolean didFit = passes(old, Opcode.DELETE, c.flags());
        if (fits) {
            return didFit ? c : withOpcode(c, Opcode.INSERT, c.row());
        }
        return didFit ? withOpcode(c, Opcode.DELETE, old) : null;
    }

    private static Change withOpcode(Change c, byte opcode, List<@Nullable Object> row) {
        return new Change(opcode, c.flags(), row, null);
    }

    private boolean carriesKeysOnly(Change c) {
        Schema schema = context.spec().schema();
        for (int f = 0; f < schema.size(); f++) {
            if (!schema.field(f).isKey() && c.row().get(f) != null) {
                return false;
            }
        }
        return true;
    }

    @Override
    List<List<@Nullable Object>> rows() {
        return passed.rows();
    }
}
