package dev.lockstep.expression.functional;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An expression that gives an opcode by its name ({@code insert update delete upsert safedelete})
 * or its letter, in any case.
 */
public final class OpcodeExpression {
    private final FunctionalExpression expression;

    private OpcodeExpression(FunctionalExpression expression) {
        this.expression = expression;
    }

    /** Compiles an opcode; a literal that is none is a problem. */
    public static OpcodeExpression compile(
            String text, FunctionalNames names, List<Problem> problems, Location where) {
        FunctionalExpression expression = FunctionalCompiler.compile(text, names, problems, where);
        Object literal = expression.constant();
        if (literal != null && opcode(literal.toString()) == 0) {
            problems.add(
                    Problem.error(
                            FunctionalError.UNKNOWN_OPCODE_TEXT,
                            where,
                            "'" + literal + "' is no opcode."));
        }
        return new OpcodeExpression(expression);
    }

    /**
     * The opcode, {@code otherwise} for null and empty text, 0 (and a report) for anything else:
     * then the row is not to be made.
     */
    public byte evaluate(FunctionalScope scope, byte otherwise) {
        String text = expression.text(scope);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        byte opcode = opcode(text);
        if (opcode == 0) {
            scope.report(FunctionalError.UNKNOWN_OPCODE);
        }
        return opcode;
    }

    private static byte opcode(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "insert", "i" -> Opcode.INSERT;
            case "update", "u" -> Opcode.UPDATE;
            case "delete", "d" -> Opcode.DELETE;
            case "upsert", "p" -> Opcode.UPSERT;
            case "safedelete", "s", "sd" -> Opcode.SAFE_DELETE;
            default -> 0;
        };
    }
}
