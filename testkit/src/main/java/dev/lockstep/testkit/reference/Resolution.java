package dev.lockstep.testkit.reference;

import dev.lockstep.api.event.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an arriving change means to a window that knows the key's stored row.
 *
 * @param after the row afterwards; null where there is none
 */
record Resolution(Verdict verdict, @Nullable List<@Nullable Object> after) {
    enum Verdict {
        APPLY,
        /** Nothing to do, and nothing wrong. */
        IGNORE,
        BAD
    }

    private static final Resolution BAD = new Resolution(Verdict.BAD, null);
    private static final Resolution IGNORE = new Resolution(Verdict.IGNORE, null);
    private static final Resolution GONE = new Resolution(Verdict.APPLY, null);

    /** The opcode algebra of a stateful window. */
    static Resolution of(Change c, @Nullable List<@Nullable Object> stored) {
        boolean isKnown = stored != null;
        return switch (c.opcode()) {
            case Opcode.INSERT -> isKnown ? BAD : new Resolution(Verdict.APPLY, c.row());
            case Opcode.UPDATE -> isKnown ? new Resolution(Verdict.APPLY, merged(c, stored)) : BAD;
            case Opcode.UPSERT -> new Resolution(Verdict.APPLY, merged(c, stored));
            case Opcode.DELETE -> isKnown ? GONE : BAD;
            case Opcode.SAFE_DELETE -> isKnown ? GONE : IGNORE;
            default -> throw new IllegalArgumentException("opcode " + c.opcode());
        };
    }

    /** A partial update keeps the stored value of each field that it leaves empty. */
    private static List<@Nullable Object> merged(
            Change c, @Nullable List<@Nullable Object> stored) {
        if (stored == null || !c.isPartial()) {
            return c.row();
        }
        List<@Nullable Object> row = new ArrayList<>(c.row());
        for (int f = 0; f < row.size(); f++) {
            if (row.get(f) == null) {
                row.set(f, stored.get(f));
            }
        }
        return row;
    }
}
