package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.model.project.WindowKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source, stateful or not. */
final class SourceWindow extends TableWindow {
    private final WindowContext context;
    private final WindowKind.Source kind;
    private long nextKey;

    SourceWindow(WindowContext context, WindowKind.Source kind) {
        super(context);
        this.context = context;
        this.kind = kind;
    }

    @Override
    List<Change> apply(Cause cause) {
        if (!context.isStateless()) {
            return super.apply(cause);
        }
        List<Change> out = new ArrayList<>();
        for (Cause.Arrival a : cause.arrivals()) {
            Change c = admitted(a.change());
            if (c == null) {
                bad();
            } else {
                out.add(c);
            }
        }
        return out;
    }

    @Override
    @Nullable Change admitted(Change c) {
        if (kind.isInsertOnly() && c.opcode() != Opcode.INSERT) {
            return null;
        }
        Schema schema = context.spec().schema();
        if (kind.isAutogenKey()) {
            List<@Nullable Object> row = new ArrayList<>(c.row());
            row.set(schema.key(0), nextKey++);
            return new Change(c.opcode(), c.flags(), row, null);
        }
        for (int i = 0; i < schema.keyCount(); i++) {
            if (c.row().get(schema.key(i)) == null) {
                return null;
            }
        }
        return c;
    }
}
