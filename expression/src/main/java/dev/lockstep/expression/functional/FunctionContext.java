package dev.lockstep.expression.functional;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A function context: regular expressions, properties and functions, evaluated in that order once a
 * row; each sees what comes before it. A function's result is seen as {@code $name} by all that
 * follows and is the value of the output field of that name. Unchangeable.
 */
public final class FunctionContext {
    private static final FunctionContext EMPTY =
            new FunctionContext(List.of(), new LinkedHashMap<>());

    /**
     * A name with a text: a regular expression ({@code <expression>}) or a function.
     *
     * @param where where the text begins
     */
    public record Definition(String name, String text, Location where) {}

    /**
     * A property.
     *
     * @param type {@code string}, {@code list}, {@code set}, {@code map}, {@code xml} or {@code
     *     json}
     * @param attributes {@code delimiter} of lists and sets, {@code outer} and {@code inner} of
     *     maps; the rest is not looked at
     * @param text a functional expression that gives the text to be read
     */
    public record Property(
            String type,
            String name,
            Map<String, String> attributes,
            String text,
            Location where) {}

    /** Gives a slot its value. */
    private interface Step {
        void take(FunctionalScope scope);
    }

    private final List<Step> steps;
    private final Map<String, Integer> functions;

    private FunctionContext(List<Step> steps, Map<String, Integer> functions) {
        this.steps = steps;
        this.functions = functions;
    }

    /** A context that does nothing. */
    public static FunctionContext empty() {
        return EMPTY;
    }

    /**
     * Compiles a context and defines its names.
     *
     * @param names the names known outside; the context's own are added
     * @param problems gets everything that is wrong; the context is not to be used then
     */
    public static FunctionContext compile(
            List<Definition> expressions,
            List<Property> properties,
            List<Definition> functions,
            FunctionalNames names,
            List<Problem> problems) {
        Compilation compilation = new Compilation(names, problems);
        int parts = expressions.size() + properties.size() + functions.size();
        if (parts > FunctionalLimits.UNIT_FUNCTIONS.defaultValue()) {
            Location where = functions.isEmpty() ? Location.UNKNOWN : functions.get(0).where();
            problems.add(
                    Problem.error(
                            FunctionalError.EXPRESSION_TOO_LARGE,
                            where,
                            "The function context has " + parts + " parts."));
            return EMPTY;
        }
        expressions.forEach(compilation::expression);
        properties.forEach(compilation::property);
        functions.forEach(compilation::function);
        return new FunctionContext(List.copyOf(compilation.steps), compilation.results);
    }

    /** Evaluates everything in order; results are in the scope afterwards. Never throws. */
    public void evaluate(FunctionalScope scope) {
        for (Step step : steps) {
            step.take(scope);
        }
        scope.at("");
    }

    /** The slot that holds the result of the function of that name, or -1. */
    public int slot(String function) {
        Integer slot = functions.get(function);
        return slot == null ? -1 : slot;
    }

    /** The names of the functions in order. */
    public List<String> functions() {
        return List.copyOf(functions.keySet());
    }

    /** Turns the parts into steps. */
    private static final class Compilation {
        private final FunctionalNames names;
        private final List<Problem> problems;
        private final TreeSet<String> taken = new TreeSet<>();
        private final List<Step> steps = new ArrayList<>();
        private final Map<String, Integer> results = new LinkedHashMap<>();

        Compilation(FunctionalNames names, List<Problem> problems) {
            this.names = names;
            this.problems = problems;
        }

        private void expectNew(String mark, String name, Location where) {
            if (!taken.add(mark + name)) {
                problems.add(
                        Problem.error(
                                FunctionalError.DUPLICATE_NAME,
                                where,
                                mark + name + " is defined twice in one function context."));
            }
        }

        void expression(Definition e) {
            expectNew("#", e.name(), e.where());
            int slot = names.defineProperty(e.name());
            try {
                Regex regex = Regex.parse(e.text().strip());
                steps.add(scope -> scope.value(slot, regex));
            } catch (FunctionalFault fault) {
                problems.add(
                        Problem.error(
                                fault.error(),
                                e.where(),
                                "Expression " + e.name() + ": " + fault.getMessage() + "."));
            }
        }

        void property(Property p) {
            expectNew("#", p.name(), p.where());
            FunctionalExpression text =
                    FunctionalCompiler.compile(p.text(), names, problems, p.where());
            PropertyReader reader = PropertyReader.of(p, problems);
            int slot = names.defineProperty(p.name());
            String label = "property " + p.name();
            steps.add(
                    scope -> {
                        // what nobody reads is not parsed
                        if (names.isUsed(slot)) {
                            scope.at(label);
                            scope.value(slot, reader.read(scope, text.evaluate(scope)));
                        }
                    });
        }

        void function(Definition f) {
            expectNew("$", f.name(), f.where());
            FunctionalExpression body =
                    FunctionalCompiler.compile(f.text(), names, problems, f.where());
            int slot = names.defineField(f.name());
            String label = "function " + f.name();
            results.put(f.name(), slot);
            steps.add(
                    scope -> {
                        scope.at(label);
                        scope.value(slot, body.evaluate(scope));
                    });
        }
    }
}
