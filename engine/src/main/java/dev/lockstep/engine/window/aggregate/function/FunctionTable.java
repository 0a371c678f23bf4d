package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.function.UserAggregate;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.expression.eel.Scope;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which accumulator serves a call, given what is known of the input: rows that never leave need
 * less than rows that do. One a window.
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
                    "ESP_aCat",
                    "ESP_aLastNonDelete",
                    "ESP_aCountOpcodes",
                    "ESP_aLastOpcode",
                    "ESP_aGUID",
                    "ESP_aSumTimed",
                    "ESP_aAveTimed",
                    "ESP_aCountTimed",
                    "ESP_aMinTimed",
                    "ESP_aMaxTimed");

    /** Arguments that a user function may take; one bit each in a choice. */
    private static final int ARGUMENTS_MAX = 31;

    private final RowOrder order;
    private final boolean isInsertOnly;
    private final Schema input;
    private final EvaluationContext evaluation;
    private final StringPool pool;
    private final int characters;
    private final UserFunctions userFunctions;
    private final CurrentChange change = new CurrentChange();
    private final GroupRecords records = new GroupRecords();
    private final List<Accumulator> chosen = new ArrayList<>();
    private @Nullable Members members;

    /**
     * @param characters the longest text that a function gives
     */
    public FunctionTable(
            RowOrder order,
            Schema input,
            EvaluationContext evaluation,
            int characters,
            UserFunctions userFunctions) {
        this.userFunctions = userFunctions;
        this.order = order;
        this.isInsertOnly = order == RowOrder.NEVER_LEAVE;
        this.input = input;
        this.evaluation = evaluation;
        this.pool = evaluation.pool();
        this.characters = characters;
    }

    /** Whether rows never leave, so that functions need not take anything back. */
    public boolean isInsertOnly() {
        return isInsertOnly;
    }

    public boolean isKnown(String name) {
        return userFunctions.find(name) != null
                || NAMES.stream().anyMatch(n -> n.equalsIgnoreCase(name));
    }

    /** The state of the functions chosen so far. */
    public FunctionState state() {
        List<Accumulator> all = new ArrayList<>();
        Members m = members;
        if (m != null) {
            // restored first, since the others name members
            all.add(m);
        }
        all.addAll(chosen);
        return new FunctionState(all, m, change, records);
    }

    private Members needMembers() {
        Members m = members;
        if (m == null) {
            m = new Members(input, pool, order == RowOrder.ANY);
            members = m;
        }
        return m;
    }

    /** Null if the function does not take these arguments. */
    public @Nullable FunctionChoice choose(
            String name, List<FieldType> types, List<Scope.Argument> arguments) {
        UserAggregate user = userFunctions.find(name);
        FunctionChoice choice =
                user == null
                        ? choice(name.toLowerCase(Locale.ROOT), types, arguments)
                        : userCall(user, types);
        if (choice != null) {
            chosen.add(choice.accumulator());
            Periods periods = choice.periods();
            if (periods != null) {
                chosen.add(periods);
            }
        }
        return choice;
    }

    private @Nullable FunctionChoice choice(
            String name, List<FieldType> types, List<Scope.Argument> arguments) {
        return switch (types.size()) {
            case 0 -> ofNothing(name);
            case 1 ->
                    switch (name) {
                        case "esp_acountopcodes" -> opcodes(arguments.get(0));
                        case "esp_alastopcode" -> lastOpcode();
                        case "esp_acounttimed" ->
                                timed(count(new Count(records, false, true), 0), arguments.get(0));
                        default -> ofOne(name, types.get(0));
                    };
            case 2 -> ofTwo(name, types, arguments.get(1));
            default -> null;
        };
    }

    private @Nullable FunctionChoice ofNothing(String name) {
        return switch (name) {
            case "esp_acount" -> count(new Count(records, false, true), 0);
            case "esp_alastopcode" -> lastOpcode();
            case "esp_aguid" -> ofRow(new GroupGuid(evaluation), FieldType.STRING).keptForEver();
            default -> null;
        };
    }

    private @Nullable FunctionChoice ofOne(String name, FieldType type) {
        return switch (name) {
            case "esp_acount" -> count(new Count(records, true, true), 1);
            case "esp_acountnonnull" -> count(new Count(records, false, true), 1);
            case "esp_acountnull" -> count(new Count(records, true, false), 1);
            case "esp_acountdistinct" ->
                    of(new DistinctCount(textPool(type)), type).gives(FieldType.INT64);
            case "esp_amode" -> of(new Mode(textPool(type)), type);
            case "esp_asum" -> isCode(type) ? null : sum(type);
            case "esp_aave" -> mean(type);
            case "esp_astd" -> isCode(type) ? null : real(new Deviation(records));
            case "esp_amin" -> extreme(type, false);
            case "esp_amax" -> extreme(type, true);
            case "esp_afirst" -> first(type);
            case "esp_alast" -> last(type, 0);
            case "esp_alastnondelete" -> of(new Latest(0, textPool(type)), type).keptForEver();
            default -> null;
        };
    }

    private @Nullable FunctionChoice ofTwo(
            String name, List<FieldType> types, Scope.Argument second) {
        FieldType type = types.get(0);
        return switch (name) {
            case "esp_awave" -> isCode(type) || isCode(types.get(1)) ? null : weightedMean(type);
            case "esp_alag" -> lag(type, second);
            case "esp_acat" -> cat(type, second);
            case "esp_asumtimed" -> timed(ofOne("esp_asum", type), second);
            case "esp_aavetimed" -> timed(ofOne("esp_aave", type), second);
            case "esp_amintimed" -> timed(ofOne("esp_amin", type), second);
            case "esp_amaxtimed" -> timed(ofOne("esp_amax", type), second);
            default -> null;
        };
    }

    private @Nullable StringPool textPool(FieldType type) {
        return isCode(type) ? pool : null;
    }

    private static boolean isCode(FieldType type) {
        return type.storage() == Storage.BYTES;
    }

    private FunctionChoice count(Count count, int arguments) {
        return new FunctionChoice(
                count,
                FieldType.INT64,
                arguments,
                0,
                FunctionChoice.Feed.PRESENCE,
                isInsertOnly,
                "value",
                null);
    }

    /** A function that takes nothing from a row but that it is there. */
    private FunctionChoice ofRow(Accumulator accumulator, FieldType result) {
        return new FunctionChoice(
                accumulator, result, 0, 0, FunctionChoice.Feed.ROW, isInsertOnly, "value", null);
    }

    private FunctionChoice sum(FieldType type) {
        return type == FieldType.DOUBLE || type == FieldType.MONEY
                ? real(new DoubleSum(records, false))
                : of(new LongSum(records), type).gives(FieldType.INT64);
    }

    private @Nullable FunctionChoice mean(FieldType type) {
        if (type.isArray()) {
            return of(new ArrayMean(pool, type), type).gives(FieldType.ARRAY_DOUBLE);
        }
        return isCode(type) ? null : real(new DoubleSum(records, true));
    }

    private FunctionChoice weightedMean(FieldType weight) {
        return weight == FieldType.INT32
                ? real(new IntegerWeightedMean(records), 2, 0b10)
                : real(new WeightedMean(records), 2, 0b11);
    }

    /** A function of one argument, as a double, that gives a double. */
    private FunctionChoice real(Accumulator accumulator) {
        return real(accumulator, 1, 0b1);
    }

    private FunctionChoice real(Accumulator accumulator, int arguments, int realArguments) {
        return new FunctionChoice(
                accumulator,
                FieldType.DOUBLE,
                arguments,
                realArguments,
                FunctionChoice.Feed.VALUES,
                isInsertOnly,
                "value",
                null);
    }

    /** A function of one argument that gives values of the argument's type. */
    private FunctionChoice of(Accumulator accumulator, FieldType type) {
        boolean isReal = type == FieldType.DOUBLE;
        return new FunctionChoice(
                accumulator,
                type,
                1,
                isReal ? 1 : 0,
                FunctionChoice.Feed.VALUES,
                isInsertOnly,
                isReal ? "doubleValue" : "value",
                null);
    }

    private @Nullable FunctionChoice extreme(FieldType type, boolean isMaximum) {
        if (type.isArray()) {
            return null;
        }
        StringPool text = textPool(type);
        return of(
                isInsertOnly
                        ? new RunningExtreme(
                                records, isMaximum, type.storage() == Storage.LONG, text)
                        : new OrderedExtreme(records, isMaximum, text),
                type);
    }

    private FunctionChoice last(FieldType type, int back) {
        return of(
                isInsertOnly
                        ? new Latest(back, textPool(type))
                        : MemberAt.last(needMembers(), back, isCode(type)),
                type);
    }

    private @Nullable FunctionChoice lag(FieldType type, Scope.Argument back) {
        String text = back.tree().getText();
        return text.matches("[0-9]{1,4}") ? last(type, Integer.parseInt(text)) : null;
    }

    private FunctionChoice first(FieldType type) {
        return of(
                isInsertOnly
                        ? new First(textPool(type))
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

    /** The number of an opcode that can arrive: whatever comes is resolved to these three. */
    private @Nullable FunctionChoice opcodes(Scope.Argument opcode) {
        String text = opcode.tree().getText();
        return text.matches("[123]")
                ? ofRow(new OpcodeCount(records, change, Integer.parseInt(text)), FieldType.INT64)
                : null;
    }

    private FunctionChoice lastOpcode() {
        return ofRow(new LastOpcode(change), FieldType.INT32);
    }

    private @Nullable FunctionChoice timed(
            @Nullable FunctionChoice untimed, Scope.Argument seconds) {
        String text = seconds.tree().getText();
        if (untimed == null || !text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            return null;
        }
        long micros = new BigDecimal(text).movePointRight(6).longValueExact();
        return micros == 0
                ? null
                : untimed.within(
                        new Periods(evaluation, isInsertOnly ? null : needMembers(), micros));
    }

    private @Nullable FunctionChoice userCall(UserAggregate function, List<FieldType> types) {
        FieldType result = function.resultType(types);
        if (result == null
                || !UserCalls.takes(result)
                || types.size() > ARGUMENTS_MAX
                || !types.stream().allMatch(UserCalls::takes)) {
            return null;
        }
        int real = 0;
        for (int a = 0; a < types.size(); a++) {
            FieldType type = types.get(a);
            real |= type == FieldType.DOUBLE || type == FieldType.MONEY ? 1 << a : 0;
        }
        return new FunctionChoice(
                new UserCalls(function, types, result, pool, characters),
                result,
                types.size(),
                real,
                FunctionChoice.Feed.PUTS,
                isInsertOnly,
                result == FieldType.DOUBLE ? "doubleValue" : "value",
                null);
    }
}
