package dev.lockstep.expression.functional;

import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.runtime.Collect;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a property of a value: parses it once, however often it is used. */
final class PropertyReader {
    /** From the value of the property's expression. */
    private interface Form {
        @Nullable Object read(@Nullable Object value);
    }

    private final Form form;

    private PropertyReader(Form form) {
        this.form = form;
    }

    /** The reader for a property's type; adds a problem for an unknown one. */
    static PropertyReader of(FunctionContext.Property p, List<Problem> problems) {
        String delimiter = attribute(p, "delimiter", ",");
        String outer = attribute(p, "outer", ",");
        String inner = attribute(p, "inner", "=");
        return new PropertyReader(
                switch (p.type()) {
                    case "string" -> Convert::toText;
                    case "xml" -> Convert::toXml;
                    case "json" -> Convert::toJson;
                    case "list" ->
                            v ->
                                    v instanceof String s
                                            ? Collect.list(s, delimiter)
                                            : Convert.toList(v);
                    case "set" ->
                            v ->
                                    v instanceof String s
                                            ? Collect.set(s, delimiter)
                                            : Convert.toSet(v);
                    case "map" ->
                            v ->
                                    v instanceof String s
                                            ? Collect.map(s, outer, inner)
                                            : Convert.toMap(v);
                    default -> {
                        problems.add(
                                Problem.error(
                                        FunctionalError.UNKNOWN_KIND,
                                        p.where(),
                                        "There is no property-" + p.type() + "."));
                        yield v -> null;
                    }
                });
    }

    /**
     * Delimiters that are left out or empty are the usual ones (assumed: comma and equals sign).
     */
    private static String attribute(FunctionContext.Property p, String name, String otherwise) {
        Map<String, String> attributes = p.attributes();
        String value = attributes.get(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    @Nullable Object read(FunctionalScope scope, @Nullable Object value) {
        try {
            return form.read(value);
        } catch (FunctionalFault fault) {
            scope.report(fault.error());
            return null;
        }
    }
}
