package dev.lockstep.expression.functional;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compiles and evaluates expressions over named values. */
final class Evaluation {
    /** 2026-01-02T03:04:05.678901Z. */
    static final long ENTRY_MICROS = 1_767_323_045_678_901L;

    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    final List<Problem> problems = new ArrayList<>();
    final List<FunctionalError> errors = new ArrayList<>();

    Evaluation field(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    Evaluation property(String name, @Nullable Object value) {
        properties.put(name, value);
        return this;
    }

    FunctionalExpression compile(String text) {
        return FunctionalCompiler.compile(text, names(), problems, new Location("m.xml", 10, 5));
    }

    private FunctionalNames names() {
        FunctionalNames names = new FunctionalNames();
        fields.keySet().forEach(names::defineField);
        properties.keySet().forEach(names::defineProperty);
        return names;
    }

    FunctionalScope scope() {
        FunctionalNames names = names();
        EvaluationContext context = new EvaluationContext(new StringPool());
        context.entryMicros(ENTRY_MICROS);
        context.randomState(42);
        FunctionalScope scope = names.newScope(context);
        scope.errors((error, function) -> errors.add(error));
        scope.begin("source", 1);
        fields.forEach((name, value) -> scope.value(names.field(name), value));
        properties.forEach((name, value) -> scope.value(names.property(name), value));
        return scope;
    }

    @Nullable Object value(String text) {
        FunctionalExpression e = compile(text);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.toString());
        }
        return e.evaluate(scope());
    }

    /** The value as text; {@code null} for null. */
    String text(String expression) {
        return String.valueOf(Convert.toText(value(expression)));
    }

    static String evaluate(String expression) {
        return new Evaluation().text(expression);
    }
}
