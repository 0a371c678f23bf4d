package dev.lockstep.expression.functional.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.functional.FieldValues;
import dev.lockstep.expression.functional.FunctionalCompiler;
import dev.lockstep.expression.functional.FunctionalExpression;
import dev.lockstep.expression.functional.FunctionalNames;
import dev.lockstep.expression.functional.document.XPath;
import dev.lockstep.expression.functional.document.XmlParser;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Any text compiles or ends in coded problems with places; what compiles evaluates on any value
 * without an exception, without an error of ours, and the same again.
 */
class FunctionalFuzzTest {
    @FuzzTest(maxDuration = "20s")
    void anyTextIsAnExpressionOrAProblem(byte[] bytes) {
        String[] parts = split(bytes);
        FunctionalNames names = new FunctionalNames();
        int field = names.defineField("a");
        int property = names.defineProperty("p");
        List<Problem> problems = new ArrayList<>();
        Location where = new Location("fuzz", 1, 1);
        FunctionalExpression e = FunctionalCompiler.compile(parts[0], names, problems, where);
        for (Problem p : problems) {
            if (!(p.code() instanceof FunctionalError) || p.where().line() < 1) {
                throw new IllegalStateException("a problem without a place: " + p);
            }
        }
        String once = evaluate(e, names, field, property, parts[1]);
        if (!once.equals(evaluate(e, names, field, property, parts[1]))) {
            throw new IllegalStateException("another value the second time: " + once);
        }
        if (!problems.isEmpty() && !once.equals("null")) {
            throw new IllegalStateException("a value in spite of problems: " + once);
        }
    }

    private static String evaluate(
            FunctionalExpression e, FunctionalNames names, int field, int property, String value) {
        FunctionalScope scope = names.newScope(new EvaluationContext(new StringPool()));
        scope.errors(
                (error, part) -> {
                    if (error == FunctionalError.INTERNAL) {
                        throw new IllegalStateException("an error of ours");
                    }
                });
        scope.begin("in", 1);
        scope.value(field, value);
        scope.value(property, List.of(value, 1L));
        Object result = e.evaluate(scope);
        for (FieldType type : FieldType.values()) {
            FieldValues.convert(scope, result, type);
        }
        return Objects.toString(FieldValues.convert(scope, result, FieldType.STRING));
    }

    @FuzzTest(maxDuration = "20s")
    void anyPatternOnAnyTextEndsInTime(byte[] bytes) {
        String[] parts = split(bytes);
        try {
            Regex.parse(parts[0]).replace(parts[1], "$0", true);
        } catch (FunctionalFault fault) {
            Objects.requireNonNull(fault.error().code());
        }
        try {
            XPath.parse(parts[0]).value(XmlParser.parse(parts[1]));
        } catch (FunctionalFault fault) {
            Objects.requireNonNull(fault.error().code());
        }
    }

    /** What stands before and behind the first line end. */
    private static String[] split(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        return end < 0
                ? new String[] {text, ""}
                : new String[] {text.substring(0, end), text.substring(end + 1)};
    }
}
