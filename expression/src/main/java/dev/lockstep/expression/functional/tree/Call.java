package dev.lockstep.expression.functional.tree;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.functions.FunctionSignature;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call of a method with converted arguments; what goes wrong in it makes null and is counted.
 */
record Call(FunctionSignature function, List<Node> arguments) implements Node {
    @Override
    public @Nullable Object evaluate(FunctionalScope scope) {
        try {
            @Nullable Object[] in = converted(scope);
            return in == null ? null : bounded(function.handle().invokeExact(in));
        } catch (Throwable cause) {
            return failed(scope, cause);
        }
    }

    /** Null if an argument is null that the method does not take as such. */
    @SuppressWarnings("NullAway") // elements of optional arguments are null
    private Object @Nullable [] converted(FunctionalScope scope) {
        int lead = function.takesScope() ? 1 : 0;
        int fixed = function.fixed();
        Class<?> element = function.element();
        Object[] in = new Object[lead + fixed + (element == null ? 0 : 1)];
        if (lead == 1) {
            in[0] = scope;
        }
        int rest = Math.max(0, arguments.size() - fixed);
        Object array = element == null ? null : Array.newInstance(element, rest);
        for (int i = 0; i < arguments.size(); i++) {
            Object value = function.parameter(i).convert(scope, arguments.get(i).evaluate(scope));
            if (value == null && !function.acceptsNull(i)) {
                return null;
            }
            if (i < fixed) {
                in[lead + i] = value;
            } else if (array != null) {
                Array.set(array, i - fixed, value);
            }
        }
        if (array != null) {
            in[lead + fixed] = array;
        }
        return in;
    }

    /** The result in the form that scopes hold, or a fault if it is too large. */
    static @Nullable Object bounded(@Nullable Object result) {
        Object value = Convert.normal(result);
        if (value instanceof String text && text.length() > FunctionalLimits.TEXT.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TEXT_TOO_LONG);
        }
        int items =
                value instanceof Collection<?> c
                        ? c.size()
                        : value instanceof Map<?, ?> m ? m.size() : 0;
        if (items > FunctionalLimits.LIST.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TOO_MANY_ITEMS);
        }
        return value;
    }

    /** Counts what ended a function; the value is null. */
    static @Nullable Object failed(FunctionalScope scope, Throwable cause) {
        if (cause instanceof FunctionalFault fault) {
            scope.report(fault.error());
        } else if (cause instanceof ArithmeticException) {
            scope.report(FunctionalError.NUMERIC_OVERFLOW);
        } else if (cause instanceof RuntimeException) {
            scope.report(FunctionalError.INTERNAL);
        } else if (cause instanceof Error error) {
            throw error;
        } else {
            throw new IllegalStateException(cause);
        }
        return null;
    }
}
