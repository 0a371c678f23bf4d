package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stateless copy or union: hands on what comes, with the fields that it carries. */
final class PassWindow extends ReferenceWindow {
    private final boolean loose;

    /**
     * @param loose whether Inserts become Upserts and Deletes Safe Deletes
     */
    PassWindow(boolean loose) {
        this.loose = loose;
    }

    @Override
    List<Change> apply(Cause cause) {
        List<Change> out = new ArrayList<>();
        for (Cause.Arrival a : cause.arrivals()) {
            out.add(loose ? loosened(a.change()) : a.change());
        }
        return out;
    }

    static Change loosened(Change c) {
        return switch (c.opcode()) {
            case Opcode.INSERT -> new Change(Opcode.UPSERT, c.flags(), c.row(), null);
            case Opcode.DELETE -> new Change(Opcode.SAFE_DELETE, c.flags(), c.row(), null);
            default -> c;
        };
    }

    @Override
    List<List<@Nullable Object>> rows() {
        return List.of();
    }
}
