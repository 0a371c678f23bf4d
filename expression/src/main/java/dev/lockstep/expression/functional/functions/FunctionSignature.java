package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.document.JsonNode;
import dev.lockstep.expression.functional.document.JsonPath;
import dev.lockstep.expression.functional.document.XPath;
import dev.lockstep.expression.functional.document.XmlNode;
import dev.lockstep.expression.functional.pattern.Regex;
import dev.lockstep.expression.functional.pattern.TimeFormat;
import dev.lockstep.expression.functional.runtime.FunctionalRuntime;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * A function of the catalogue.
 *
 * @param parameters the types of the arguments; the last one's element type for a variadic function
 */
public record FunctionSignature(
        String name,
        Function annotation,
        Method method,
        boolean takesRuntime,
        List<Class<?>> parameters,
        boolean variadic,
        int least,
        int most) {
    static FunctionSignature of(Method method, Function annotation, int maxArguments) {
        String name = annotation.name().isEmpty() ? method.getName() : annotation.name();
        List<Class<?>> types = new ArrayList<>(List.of(method.getParameterTypes()));
        boolean runtime = !types.isEmpty() && types.get(0) == FunctionalRuntime.class;
        if (runtime) {
            types.remove(0);
        }
        boolean fold = annotation.form() == Function.Form.FOLD;
        int last = types.size() - 1;
        boolean variadic = fold || last >= 0 && types.get(last).isArray();
        if (variadic && !fold) {
            types.set(last, types.get(last).getComponentType());
        }
        int least = variadic ? annotation.least() : types.size() - annotation.optional();
        return new FunctionSignature(
                name,
                annotation,
                method,
                runtime,
                List.copyOf(types),
                variadic,
                least,
                variadic ? maxArguments : types.size());
    }

    /** The type of argument {@code index}. */
    public Class<?> parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** {@code name(text, number, [integer])}. */
    public String synopsis() {
        StringBuilder s = new StringBuilder(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            String kind = kind(parameters.get(i));
            if (i > 0) {
                s.append(", ");
            }
            boolean left = !variadic && i >= least;
            s.append(left ? "[" + kind + "]" : kind);
        }
        return s.append(variadic ? ", ...)" : ")").toString();
    }

    public String resultKind() {
        return kind(method.getReturnType());
    }

    /** What users call a type. */
    public static String kind(Class<?> type) {
        if (type == double.class || type == Double.class) {
            return "number";
        }
        if (type == long.class || type == Long.class) {
            return "integer";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == String.class) {
            return "text";
        }
        if (type == XmlNode.class) {
            return "xml";
        }
        if (type == JsonNode.class) {
            return "json";
        }
        if (type == Regex.class) {
            return "regex";
        }
        if (type == XPath.class) {
            return "xpath";
        }
        if (type == JsonPath.class) {
            return "json-path";
        }
        if (type == TimeFormat.class) {
            return "time-format";
        }
        return switch (type.getSimpleName()) {
            case "List" -> "list";
            case "Set" -> "set";
            case "Map" -> "map";
            default -> "value";
        };
    }
}
