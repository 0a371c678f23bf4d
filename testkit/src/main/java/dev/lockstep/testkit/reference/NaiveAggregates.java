package dev.lockstep.testkit.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Aggregate functions computed from the whole group; sums exactly, rounded once. */
final class NaiveAggregates {
    private static final MathContext DIGITS = new MathContext(60);

    private NaiveAggregates() {}

    /**
     * @param name in lower case, without {@code ESP_a}
     * @param columns the arguments' values by member, in the members' order
     */
    static @Nullable Object value(String name, List<List<@Nullable Object>> columns, int members) {
        if (name.equals("count")) {
            return (long) members;
        }
        List<@Nullable Object> first = columns.get(0);
        List<Object> present = new ArrayList<>();
        first.stream().filter(Objects::nonNull).forEach(present::add);
        return switch (name) {
            case "countnonnull" -> (long) present.size();
            case "countnull" -> (long) members - present.size();
            case "countdistinct" ->
                    present.stream().map(NaiveAggregates::positiveZero).distinct().count();
            case "first" -> first.isEmpty() ? null : first.get(0);
            case "last" -> lag(first, 0);
            case "lag" -> lag(first, constant(columns.get(1)));
            case "cat" -> cat(present, columns.get(1));
            case "wave" -> weighted(first, columns.get(1));
            default -> present.isEmpty() ? null : ofPresent(name, present);
        };
    }

    private static @Nullable Object ofPresent(String name, List<Object> present) {
        return switch (name) {
            case "sum" -> total(present);
            case "ave" ->
                    present.get(0) instanceof List<?>
                            ? arrayMean(present)
                            : (Object) mean(present).doubleValue();
            case "min" -> present.stream().min(NaiveExpressions::compare).orElseThrow();
            case "max" -> present.stream().max(NaiveExpressions::compare).orElseThrow();
            case "std" -> deviation(present);
            case "mode" -> mode(present);
            default -> throw new IllegalArgumentException("no aggregate " + name);
        };
    }

    private static @Nullable Object lag(List<@Nullable Object> values, int back) {
        int at = values.size() - 1 - back;
        return at < 0 ? null : values.get(at);
    }

    private static int constant(List<@Nullable Object> column) {
        Object value = column.isEmpty() ? null : column.get(0);
        return value == null ? 0 : ((Long) value).intValue();
    }

    private static @Nullable Object cat(List<Object> present, List<@Nullable Object> separators) {
        if (present.isEmpty()) {
            return null;
        }
        Object separator = separators.get(0);
        List<String> texts = present.stream().map(NaiveAggregates::text).toList();
        return String.join(separator == null ? "" : separator.toString(), texts);
    }

    /** Reals without an exponent and without zeros behind the last digit that counts. */
    private static String text(Object value) {
        if (!(value instanceof Double d) || d.isNaN() || d.isInfinite()) {
            return value.toString();
        }
        return new BigDecimal(d.toString()).stripTrailingZeros().toPlainString();
    }

    /** The two zeros of doubles are one value. */
    private static Object positiveZero(Object value) {
        return value instanceof Double d ? (Object) (d + 0.0) : value;
    }

    private static BigDecimal exact(Object number) {
        return number instanceof Long n ? BigDecimal.valueOf(n) : new BigDecimal((Double) number);
    }

    private static BigDecimal exactTotal(List<Object> values) {
        return values.stream().map(NaiveAggregates::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Object total(List<Object> values) {
        boolean isWhole = values.stream().allMatch(v -> v instanceof Long);
        BigDecimal total = exactTotal(values);
        return isWhole ? (Object) total.longValue() : total.doubleValue();
    }

    private static BigDecimal mean(List<Object> values) {
        return exactTotal(values).divide(BigDecimal.valueOf(values.size()), DIGITS);
    }

    /** Position by position the mean of the elements that are there. */
    private static Object arrayMean(List<Object> arrays) {
        List<@Nullable Object> means = new ArrayList<>();
        int longest = arrays.stream().mapToInt(a -> ((List<?>) a).size()).max().orElseThrow();
        for (int p = 0; p < longest; p++) {
            List<Object> elements = new ArrayList<>();
            for (Object array : arrays) {
                List<?> list = (List<?>) array;
                Object e = p < list.size() ? list.get(p) : null;
                if (e != null && !e.equals(Double.NaN)) {
                    elements.add(e);
                }
            }
            means.add(meanOfElements(elements));
        }
        return means;
    }

    /** Missing where there is no element, or infinities of both signs. */
    private static @Nullable Object meanOfElements(List<Object> elements) {
        List<Object> infinite =
                elements.stream()
                        .filter(e -> e instanceof Double d && d.isInfinite())
                        .distinct()
                        .toList();
        return switch (infinite.size()) {
            case 0 -> elements.isEmpty() ? null : (Object) mean(elements).doubleValue();
            case 1 -> infinite.get(0);
            default -> null;
        };
    }

    /** Sample standard deviation; 0 for one value. */
    private static Object deviation(List<Object> values) {
        if (values.size() == 1) {
            return 0.0;
        }
        BigDecimal mean = mean(values);
        BigDecimal squares = BigDecimal.ZERO;
        for (Object v : values) {
            BigDecimal d = exact(v).subtract(mean);
            squares = squares.add(d.multiply(d));
        }
        return StrictMath.sqrt(
                squares.divide(BigDecimal.valueOf(values.size() - 1L), DIGITS).doubleValue());
    }

    /** The value that comes most often; of several the smallest. */
    private static Object mode(List<Object> values) {
        Map<Object, Integer> counts = new LinkedHashMap<>();
        values.forEach(v -> counts.merge(positiveZero(v), 1, Integer::sum));
        Comparator<Map.Entry<Object, Integer>> order = Map.Entry.comparingByValue();
        return counts.entrySet().stream()
                .max(
                        order.thenComparing(
                                (a, b) -> NaiveExpressions.compare(b.getKey(), a.getKey())))
                .orElseThrow()
                .getKey();
    }

    private static @Nullable Object weighted(
            List<@Nullable Object> weights, List<@Nullable Object> values) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal weight = BigDecimal.ZERO;
        for (int i = 0; i < weights.size(); i++) {
            Object w = weights.get(i);
            Object v = values.get(i);
            if (w != null && v != null) {
                sum = sum.add(exact(w).multiply(exact(v)));
                weight = weight.add(exact(w));
            }
        }
        return weight.signum() == 0 ? null : (Object) sum.divide(weight, DIGITS).doubleValue();
    }
}
