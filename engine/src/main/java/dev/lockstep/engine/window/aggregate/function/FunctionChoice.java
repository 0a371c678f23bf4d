package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.schema.FieldType;

/**
 * One call of an aggregate function, resolved.
 *
 * @param result the result's type
 * @param fedArguments how many arguments are evaluated for each row; the others are constants
 * @param realArguments bit a: argument a is handed over as double, otherwise as long
 * @param takesValues whether values are handed over, or only whether they are null
 * @param takesPresence whether a null flag is handed over even without an argument
 * @param isKeptForEver whether rows never leave, so that nothing is taken back
 * @param valueMethod the accumulator's method that gives the result
 */
public record FunctionChoice(
        Accumulator accumulator,
        FieldType result,
        int fedArguments,
        int realArguments,
        boolean takesValues,
        boolean takesPresence,
        boolean isKeptForEver,
        String valueMethod) {
    public boolean isReal(int argument) {
        return (realArguments & 1 << argument) != 0;
    }

    /** Whether the value method gives a double. */
    public boolean isRealResult() {
        return result == FieldType.DOUBLE;
    }

    /** The same with another type of result, not a real one. */
    FunctionChoice gives(FieldType type) {
        return new FunctionChoice(
                accumulator,
                type,
                fedArguments,
                realArguments,
                takesValues,
                takesPresence,
                isKeptForEver,
                "value");
    }
}
