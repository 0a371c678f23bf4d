package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.schema.FieldType;
import org.jspecify.annotations.Nullable;

/**
 * One call of an aggregate function, resolved.
 *
 * @param result the result's type
 * @param fedArguments how many arguments are evaluated for each row; the others are constants
 * @param realArguments bit a: argument a is handed over as double, otherwise as long
 * @param feed what the accumulator's {@code add} and {@code remove} take behind the group
 * @param isKeptForEver whether nothing is ever taken back
 * @param valueMethod the accumulator's method that gives the result
 * @param periods when the function begins anew, or null for never
 */
public record FunctionChoice(
        Accumulator accumulator,
        FieldType result,
        int fedArguments,
        int realArguments,
        Feed feed,
        boolean isKeptForEver,
        String valueMethod,
        @Nullable Periods periods) {
    /** What is handed over for a row. */
    public enum Feed {
        /** Nothing. */
        ROW,
        /** Whether each argument is null; false where there is no argument. */
        PRESENCE,
        /** Each argument's value and whether it is null. */
        VALUES,
        /**
         * Each argument's value and whether it is null by a call of {@code put}, with the
         * argument's number, before the call that takes nothing else.
         */
        PUTS
    }

    /** Whether a row that leaves must bring the values with which it came. */
    public boolean takesValuesBack() {
        boolean takesValues = feed == Feed.VALUES || feed == Feed.PUTS;
        return takesValues && !isKeptForEver && !(accumulator instanceof OverMembers);
    }

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
                feed,
                isKeptForEver,
                "value",
                periods);
    }

    /** The same with nothing ever taken back. */
    FunctionChoice keptForEver() {
        return new FunctionChoice(
                accumulator, result, fedArguments, realArguments, feed, true, valueMethod, periods);
    }

    /** The same, begun anew from time to time. */
    FunctionChoice within(Periods times) {
        return new FunctionChoice(
                accumulator,
                result,
                fedArguments,
                realArguments,
                feed,
                isKeptForEver,
                valueMethod,
                times);
    }
}
