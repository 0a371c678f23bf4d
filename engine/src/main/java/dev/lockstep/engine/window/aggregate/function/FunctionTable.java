package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.expression.eel.Scope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which accumulator serves a call, given what is known of the input: rows that never leave or leave
 * first in, first out need less than rows that leave in any order. One a window.
 */
public final class FunctionTable {
    /** The functions there are, as documented; matched without regard to case. */
    public static final List<String> NAMES =
            List.of(
                    "ESP_aSum",
                    "ESP_aAve",
                    "ESP_aCount",
                    "ESP_aCountNonNull",
                    "ESP_aCountNull",
                    "ESP_aCountDistinct",
                    "ESP_aMin",
                    "ESP_aMax",
                    "ESP_aMode",
                    "ESP_aStd",
                    "ESP_aWAve",
                    "ESP_aFirst",
                    "ESP_aLast",
                    "ESP_aLag",
                    "ESP_aCat");

    private final RowOrder order;
    private final boolean isInsertOnly;
    private final Schema input;
    private final StringPool pool;
    private final int characters;
    private @Nullable Members members;

    /**
     * @param characters the longest text that a function gives
     */
    public FunctionTable(RowOrder order, Schema input, StringPool pool, int characters) {
        this.order = order;
        this.isInsertOnly = order == RowOrder.NEVER_LEAVE;
        this.input = input;
        this.pool = pool;
        this.characters = characters;
    }

    public boolean isKnown(String name) {
        return NAMES.stream().anyMatch(n -> n.equalsIgnoreCase(name));
    }

    /** The members that the functions chosen so far need, or null if none does. */
    public @Nullable Members members() {
        return members;
    }

    private Members needMembers() {
        Members m = members;
        if (m == null) {
            m = new Members(input, pool);
            members = m;
        }
        return m;
    }

    /** Null if the function does not take these arguments. */
    public @Nullable FunctionChoice choose(
            String name, List<FieldType> types, List<Scope.Argument> arguments) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "esp_acount" ->
                    types.isEmpty()
                            ? count(new Count(false, true), 0)
                            : types.size() == 1 ? count(new Count(true, true), 1) : null;
            case "esp_acountnonnull" -> types.size() == 1 ? count(new Count(false, true), 1) : null;
            case "esp_acountnull" -> types.size() == 1 ? count(new Count(true, false), 1) : null;
            case "esp_acountdistinct" ->
                    types.size() == 1
                            ? of(new DistinctCount(textPool(types.get(0))), types.get(0))
                                    .gives(FieldType.INT64)
                            : null;
            case "esp_amode" ->
                    types.size() == 1 ? of(new Mode(textPool(types.get(0))), types.get(0)) : null;
            case "esp_asum" -> numbers(types, 1) ? sum(types.get(0)) : null;
            case "esp_aave" -> numbers(types, 1) ? real(new DoubleSum(true), 1) : null;
            case "esp_astd" -> numbers(types, 1) ? real(new Deviation(), 1) : null;
            case "esp_awave" -> numbers(types, 2) ? real(new WeightedMean(), 2) : null;
            case "esp_amin" -> types.size() == 1 ? extreme(types.get(0), false) : null;
            case "esp_amax" -> types.size() == 1 ? extreme(types.get(0), true) : null;
            case "esp_alast" -> types.size() == 1 ? last(types.get(0), 0) : null;
            case "esp_alag" -> types.size() == 2 ? lag(types.get(0), arguments.get(1)) : null;
            case "esp_afirst" -> types.size() == 1 ? first(types.get(0)) : null;
            case "esp_acat" -> types.size() == 2 ? cat(types.get(0), arguments.get(1)) : null;
            default -> null;
        };
    }

    private static boolean numbers(List<FieldType> types, int count) {
        return types.size() == count && types.stream().allMatch(t -> t.storage() != Storage.BYTES);
    }

    private @Nullable StringPool textPool(FieldType type) {
        return isCode(type) ? pool : null;
    }

    private static boolean isCode(FieldType type) {
        return type.storage() == Storage.BYTES;
    }

    private FunctionChoice count(Count count, int arguments) {
        return new FunctionChoice(
                count, FieldType.INT64, arguments, 0, false, true, isInsertOnly, "value");
    }

    private FunctionChoice sum(FieldType type) {
        return type == FieldType.DOUBLE || type == FieldType.MONEY
                ? real(new DoubleSum(false), 1)
                : of(new LongSum(), type).gives(FieldType.INT64);
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

    /** A function of one argument that gives values of the argument's type. */
    private FunctionChoice of(Accumulator accumulator, FieldType type) {
        boolean isReal = type == FieldType.DOUBLE;
        return new FunctionChoice(
                accumulator,
                type,
                1,
                isReal ? 1 : 0,
                true,
                true,
                isInsertOnly,
                isReal ? "doubleValue" : "value");
    }

    private @Nullable FunctionChoice extreme(FieldType type, boolean isMaximum) {
        if (type.isArray()) {
            return null;
        }
        StringPool text = textPool(type);
        return of(
                switch (order) {
                    case NEVER_LEAVE -> new RunningExtreme(isMaximum, text);
                    case FIRST_IN_FIRST_OUT -> new MonotonicExtreme(isMaximum, text);
                    case ANY -> new OrderedExtreme(isMaximum, text);
                },
                type);
    }

    private FunctionChoice last(FieldType type, int back) {
        return of(
                order == RowOrder.ANY
                        ? MemberAt.last(needMembers(), back, isCode(type))
                        : new Latest(back, isCode(type)),
                type);
    }

    private @Nullable FunctionChoice lag(FieldType type, Scope.Argument back) {
        String text = back.tree().getText();
        return text.matches("[0-9]{1,4}") ? last(type, Integer.parseInt(text)) : null;
    }

    private FunctionChoice first(FieldType type) {
        return of(
                isInsertOnly
                        ? new First(isCode(type))
                        : MemberAt.first(needMembers(), isCode(type)),
                type);
    }

    private @Nullable FunctionChoice cat(FieldType type, Scope.Argument separator) {
        String between = separator.text();
        if (between == null || isCode(type) && !type.isText()) {
            return null;
        }
        return of(
                        isInsertOnly
                                ? new GrowingText(pool, type, between, characters)
                                : new MemberTexts(needMembers(), pool, type, between, characters),
                        type)
                .gives(FieldType.STRING);
    }
}
