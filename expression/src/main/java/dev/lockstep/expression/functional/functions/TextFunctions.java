package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import org.jspecify.annotations.Nullable;

/** Texts. Positions count from 0; characters are UTF-16 units. */
public final class TextFunctions {
    private TextFunctions() {}

    @Function(
            meaning = "The text of all arguments, one behind the other; null counts as empty.",
            example = "string('a', '-', 1)",
            gives = "a-1",
            known = true,
            nulls = true)
    public static String string(@Nullable String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            append(all, part);
        }
        return all.toString();
    }

    static void append(StringBuilder all, @Nullable String part) {
        if (part == null) {
            return;
        }
        if (all.length() + part.length() > FunctionalLimits.TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TEXT_TOO_LONG);
        }
        all.append(part);
    }
}
