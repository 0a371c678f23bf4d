package dev.lockstep.expression.functional.tree;

import dev.lockstep.expression.functional.functions.FunctionSignature;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that evaluate only the arguments they need. */
record Lazy(String name, List<Node> arguments) implements Node {
    static Node of(FunctionSignature function, List<Node> arguments) {
        return new Lazy(function.name(), arguments);
    }

    @Override
    public @Nullable Object evaluate(FunctionalScope scope) {
        try {
            return chosen(scope);
        } catch (RuntimeException cause) {
            // a list too long to be read as a condition
            return Call.failed(scope, cause);
        }
    }

    private @Nullable Object chosen(FunctionalScope scope) {
        return switch (name) {
            case "and" -> connect(scope, false);
            case "or" -> connect(scope, true);
            case "if", "ifNext" -> choose(scope);
            case "coalesce" -> first(scope);
            default -> throw new IllegalStateException("not written in line: " + name);
        };
    }

    /** The first condition that is {@code decisive} decides; otherwise a null one makes it null. */
    private @Nullable Object connect(FunctionalScope scope, boolean decisive) {
        boolean anyNull = false;
        for (Node argument : arguments) {
            Boolean value = Convert.toBoolean(scope, argument.evaluate(scope));
            if (value == null) {
                anyNull = true;
            } else if (value == decisive) {
                return Convert.normal(decisive);
            }
        }
        return anyNull ? null : Convert.normal(!decisive);
    }

    private @Nullable Object choose(FunctionalScope scope) {
        int pairs = arguments.size() / 2;
        for (int k = 0; k < pairs; k++) {
            Boolean holds = Convert.toBoolean(scope, arguments.get(2 * k).evaluate(scope));
            if (holds != null && holds) {
                return arguments.get(2 * k + 1).evaluate(scope);
            }
        }
        int last = arguments.size() - 1;
        return last == 2 * pairs ? arguments.get(last).evaluate(scope) : null;
    }

    private @Nullable Object first(FunctionalScope scope) {
        for (Node argument : arguments) {
            Object value = argument.evaluate(scope);
            if (value != null) {
                return value;
            }
        }
        return null;
    }
}
