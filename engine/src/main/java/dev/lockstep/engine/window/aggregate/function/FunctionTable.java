package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.expression.eel.Scope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which accumulator serves a call, given what is known of the input: rows that never leave or leave
 * first in, first out need less than rows that leave in any order.
 */
public final class FunctionTable {
    private static final List<String> NAMES =
            List.of(
                    "esp_asum",
                    "esp_aave",
                    "esp_acount",
                    "esp_acountnonnull",
                    "esp_acountnull",
                    "esp_amin",
                    "esp_amax",
                    "esp_afirst",
                    "esp_alast",
                    "esp_alag",
                    "esp_astd",
                    "esp_awave");

    private final boolean isInsertOnly;
    private final boolean isFirstInFirstOut;

    /**
     * @param isInsertOnly whether rows never leave
     */
    public FunctionTable(boolean isInsertOnly, boolean isFirstInFirstOut) {
        this.isInsertOnly = isInsertOnly;
        this.isFirstInFirstOut = isFirstInFirstOut;
    }

    public boolean isKnown(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Null if the function does not take these arguments. */
    public @Nullable FunctionChoice choose(
            String name, List<FieldType> types, List<Scope.Argument> arguments, StringPool pool) {
        String key = name.toLowerCase(Locale.ROOT);
        return switch (key) {
            case "esp_acount" ->
                    types.isEmpty()
                            ? count(new Count(false, true), 0)
                            : types.size() == 1 ? count(new Count(true, true), 1) : null;
            case "esp_acountnonnull" -> types.size() == 1 ? count(new Count(false, true), 1) : null;
            case "esp_acountnull" -> types.size() == 1 ? count(new Count(true, false), 1) : null;
            case "esp_asum" -> numbers(types, 1) ? sum(types.get(0)) : null;
            case "esp_aave" -> numbers(types, 1) ? real(new DoubleSum(true), 1) : null;
            case "esp_astd" -> numbers(types, 1) ? real(new Deviation(), 1) : null;
            case "esp_awave" -> numbers(types, 2) ? real(new WeightedMean(), 2) : null;
            case "esp_amin", "esp_amax" ->
                    types.size() == 1 && !types.get(0).isArray()
                            ? extreme(types.get(0), key.equals("esp_amax"), pool)
                            : null;
            case "esp_alast" -> types.size() == 1 ? latest(types.get(0), 0) : null;
            case "esp_alag" -> types.size() == 2 ? lag(types.get(0), arguments.get(1)) : null;
            case "esp_afirst" -> types.size() == 1 ? first(types.get(0)) : null;
            default -> null;
        };
    }

    private static boolean numbers(List<FieldType> types, int count) {
        return types.size() == count && types.stream().allMatch(t -> t.storage() != Storage.BYTES);
    }

    private FunctionChoice count(Count count, int arguments) {
        return new FunctionChoice(
                count, FieldType.INT64, arguments, 0, false, true, isInsertOnly, "value");
    }

    private FunctionChoice sum(FieldType type) {
        if (type == FieldType.DOUBLE || type == FieldType.MONEY) {
            return real(new DoubleSum(false), 1);
        }
        return new FunctionChoice(
                new LongSum(), FieldType.INT64, 1, 0, true, true, isInsertOnly, "value");
    }

    private FunctionChoice real(Accumulator accumulator, int arguments) {
        return new FunctionChoice(
                accumulator,
                FieldType.DOUBLE,
                arguments,
                (1 << arguments) - 1,
                true,
                true,
                isInsertOnly,
                "value");
    }

    private FunctionChoice extreme(FieldType type, boolean isMaximum, StringPool pool) {
        StringPool order = type.storage() == Storage.BYTES ? pool : null;
        Extreme extreme =
                isInsertOnly
                        ? new RunningExtreme(isMaximum, order)
                        : isFirstInFirstOut
                                ? new MonotonicExtreme(isMaximum, order)
                                : new OrderedExtreme(isMaximum, order);
        boolean isReal = type == FieldType.DOUBLE;
        return new FunctionChoice(
                extreme,
                type,
                1,
                isReal ? 1 : 0,
                true,
                true,
                isInsertOnly,
                isReal ? "doubleValue" : "value");
    }

    private @Nullable FunctionChoice latest(FieldType type, int back) {
        if (!isInsertOnly && !isFirstInFirstOut) {
            return null;
        }
        boolean isReal = type == FieldType.DOUBLE;
        return new FunctionChoice(
                new Latest(back, type.storage() == Storage.BYTES),
                type,
                1,
                isReal ? 1 : 0,
                true,
                true,
                isInsertOnly,
                isReal ? "doubleValue" : "value");
    }

    private @Nullable FunctionChoice lag(FieldType type, Scope.Argument back) {
        String text = back.tree().getText();
        if (!text.matches("[0-9]{1,4}")) {
            return null;
        }
        return latest(type, Integer.parseInt(text));
    }

    private @Nullable FunctionChoice first(FieldType type) {
        if (!isInsertOnly) {
            return null;
        }
        boolean isReal = type == FieldType.DOUBLE;
        return new FunctionChoice(
                new First(type.storage() == Storage.BYTES),
                type,
                1,
                isReal ? 1 : 0,
                true,
                true,
                true,
                isReal ? "doubleValue" : "value");
    }
}
