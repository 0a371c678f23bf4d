package dev.lockstep.expression.functional.tree;

import dev.lockstep.expression.functional.functions.Function;
import dev.lockstep.expression.functional.functions.FunctionSignature;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of numbers that works on integers while all its arguments are integers, else on
 * doubles; taken from left to right over two values at a time where it folds. Null if an argument
 * is null.
 */
record Arithmetic(FunctionSignature function, List<Node> arguments) implements Node {
    @Override
    public @Nullable Object evaluate(FunctionalScope scope) {
        Object[] numbers = new Object[arguments.size()];
        boolean isWhole = function.integerHandle() != null;
        try {
            for (int i = 0; i < numbers.length; i++) {
                Number number = Convert.toNumber(scope, arguments.get(i).evaluate(scope));
                if (number == null) {
                    return null;
                }
                numbers[i] = number;
                isWhole &= number instanceof Long;
            }
            if (!isWhole) {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = ((Number) numbers[i]).doubleValue();
                }
            }
            MethodHandle whole = function.integerHandle();
            MethodHandle handle = isWhole && whole != null ? whole : function.handle();
            if (function.annotation().form() == Function.Form.NUMERIC) {
                return Convert.normal((Object) handle.invokeExact(numbers));
            }
            Object total = numbers[0];
            for (int i = 1; i < numbers.length; i++) {
                total = (Object) handle.invokeExact(new Object[] {total, numbers[i]});
            }
            return Convert.normal(total);
        } catch (Throwable cause) {
            return Call.failed(scope, cause);
        }
    }
}
