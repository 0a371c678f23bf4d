package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import dev.lockstep.expression.functional.runtime.Collect;
import dev.lockstep.expression.functional.runtime.Convert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lists. A text in place of a list is split at commas. Positions count from 0 (known); no function
 * changes its argument. An item that is a list, set or map becomes its text.
 */
public final class CollectionFunctions {
    private CollectionFunctions() {}

    @Function(
            meaning = "A list of the arguments.",
            example = "list('a', 1, 'b')",
            gives = "a,1,b",
            nulls = true,
            least = 0)
    public static List<@Nullable Object> list(@Nullable Object... items) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object item : items) {
            all.add(Convert.item(item));
        }
        return all;
    }

    @Function(
            meaning =
                    "The parts of a text between delimiters, a comma if not given, "
                            + "without blanks around them.",
            example = "listSize(split('a; b;c', ';'))",
            gives = "3",
            aliases = {"tokenize", "listFromText"},
            optional = 1)
    public static @Nullable List<@Nullable Object> split(String text, @Nullable String delimiter) {
        return Collect.list(text, delimiter == null ? "," : delimiter);
    }

    @Function(
            meaning =
                    "An item of a list: listItem(list, place), or listItem(text, "
                            + "delimiter, place) which splits the text first; a negative place "
                            + "counts from the end, null beyond the ends.",
            example = "listItem('10.5 20.5', ' ', 1)",
            gives = "20.5",
            known = true,
            optional = 1)
    public static @Nullable Object listItem(Object list, Object second, @Nullable Long place) {
        List<@Nullable Object> items;
        long at;
        if (place == null) {
            items = Convert.toList(list);
            double index = Convert.parseDouble(String.valueOf(Convert.toText(second)));
            if (Double.isNaN(index)) {
                throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
            }
            at = (long) index;
        } else {
            items = Collect.list(Convert.toText(list), Convert.toText(second));
            at = place;
        }
        return items == null ? null : item(items, at);
    }

    private static @Nullable Object item(List<@Nullable Object> items, long place) {
        long at = place < 0 ? items.size() + place : place;
        return at < 0 || at >= items.size() ? null : items.get((int) at);
    }

    @Function(
            meaning = "How many items a list has.",
            example = "listSize('a,b,c')",
            gives = "3",
            known = true)
    public static long listSize(List<@Nullable Object> list) {
        return list.size();
    }

    @Function(
            meaning = "The first item; null for an empty list.",
            example = "listFirst('a,b,c')",
            gives = "a")
    public static @Nullable Object listFirst(List<@Nullable Object> list) {
        return item(list, 0);
    }

    @Function(
            meaning = "The last item; null for an empty list.",
            example = "listLast('a,b,c')",
            gives = "c")
    public static @Nullable Object listLast(List<@Nullable Object> list) {
        return item(list, -1);
    }

    @Function(
            meaning = "Whether an item of the list equals the value.",
            example = "listContains('1,2,3', 2.0)",
            gives = "1")
    public static boolean listContains(List<@Nullable Object> list, Object value) {
        return listIndex(list, value) >= 0;
    }

    @Function(
            meaning =
                    "The place of the first item that equals the value; -1 if there is " + "none.",
            example = "listIndex('a,b,c', 'c')",
            gives = "2")
    public static long listIndex(List<@Nullable Object> list, Object value) {
        for (int i = 0; i < list.size(); i++) {
            Object item = list.get(i);
            if (item != null && LogicFunctions.compareValues(item, value) == 0) {
                return i;
            }
        }
        return -1;
    }

    @Function(
            meaning = "The items as one text with a delimiter between them.",
            example = "join(list('a', 'b'), ' + ')",
            gives = "a + b",
            aliases = "listJoin")
    public static String join(List<@Nullable Object> list, String delimiter) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            TextFunctions.append(all, i > 0 ? delimiter : null);
            TextFunctions.append(all, Convert.toText(list.get(i)));
        }
        return all.toString();
    }

    @Function(
            meaning = "The list with a value behind its last item.",
            example = "listAdd('a,b', 'c')",
            gives = "a,b,c",
            nulls = true)
    public static @Nullable List<@Nullable Object> listAdd(
            @Nullable List<@Nullable Object> list, @Nullable Object value) {
        List<@Nullable Object> all = list == null ? new ArrayList<>() : new ArrayList<>(list);
        all.add(Convert.item(value));
        return all;
    }

    @Function(
            meaning = "The items of both lists.",
            example = "listConcat('a,b', 'c,d')",
            gives = "a,b,c,d")
    public static List<@Nullable Object> listConcat(
            List<@Nullable Object> a, List<@Nullable Object> b) {
        List<@Nullable Object> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    @Function(
            meaning = "The items from a place on, so many or to the end.",
            example = "listSlice('a,b,c,d', 1, 2)",
            gives = "b,c",
            optional = 1)
    public static List<@Nullable Object> listSlice(
            List<@Nullable Object> list, long start, @Nullable Long count) {
        int from = (int) Math.max(0, Math.min(start, list.size()));
        long rest = list.size() - (long) from;
        long taken = count == null ? rest : Math.max(0, Math.min(count, rest));
        return new ArrayList<>(list.subList(from, from + (int) taken));
    }

    @Function(
            meaning = "The items from last to first.",
            example = "listReverse('a,b,c')",
            gives = "c,b,a")
    public static List<@Nullable Object> listReverse(List<@Nullable Object> list) {
        List<@Nullable Object> all = new ArrayList<>(list);
        Collections.reverse(all);
        return all;
    }

    @Function(
            meaning =
                    "The items in order: first nulls, then numbers by size, then other " + "texts.",
            example = "listSort('b,10,a,9')",
            gives = "9,10,a,b")
    public static List<@Nullable Object> listSort(List<@Nullable Object> list) {
        List<@Nullable Object> all = new ArrayList<>(list);
        all.sort(CollectionFunctions::order);
        return all;
    }

    /** Total, unlike a comparison of two values, which looks at their kinds first. */
    private static int order(@Nullable Object a, @Nullable Object b) {
        String x = Convert.toText(a);
        String y = Convert.toText(b);
        if (x == null || y == null) {
            return x == null ? (y == null ? 0 : -1) : 1;
        }
        double m = Convert.parseDouble(x);
        double n = Convert.parseDouble(y);
        if (!Double.isNaN(m) && !Double.isNaN(n)) {
            return Double.compare(m, n);
        }
        if (Double.isNaN(m) != Double.isNaN(n)) {
            return Double.isNaN(n) ? -1 : 1;
        }
        return x.compareTo(y);
    }

    @Function(
            meaning = "The items without repetitions, each at its first place.",
            example = "listDistinct('b,a,b')",
            gives = "b,a")
    public static List<@Nullable Object> listDistinct(List<@Nullable Object> list) {
        return new ArrayList<>(Convert.distinct(list));
    }

    @Function(
            meaning = "The list without the items that equal the value.",
            example = "listRemove('a,b,a', 'a')",
            gives = "b")
    public static List<@Nullable Object> listRemove(List<@Nullable Object> list, Object value) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : list) {
            if (item == null || LogicFunctions.compareValues(item, value) != 0) {
                kept.add(item);
            }
        }
        return kept;
    }

    @Function(
            meaning =
                    "The list with another value at a place; unchanged if there is no "
                            + "such place.",
            example = "listReplace('a,b,c', 1, 'x')",
            gives = "a,x,c")
    public static List<@Nullable Object> listReplace(
            List<@Nullable Object> list, long place, Object value) {
        List<@Nullable Object> all = new ArrayList<>(list);
        long at = place < 0 ? all.size() + place : place;
        if (at >= 0 && at < all.size()) {
            all.set((int) at, Convert.item(value));
        }
        return all;
    }

    private static double[] numbers(List<@Nullable Object> list) {
        double[] numbers = new double[list.size()];
        int count = 0;
        for (Object item : list) {
            String text = Convert.toText(item);
            double d = text == null ? Double.NaN : Convert.parseDouble(text);
            if (!Double.isNaN(d)) {
                numbers[count++] = d;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    @Function(
            meaning = "The sum of the items that are numbers.",
            example = "listSum('1,2,x,3.5')",
            gives = "6.5")
    public static double listSum(List<@Nullable Object> list) {
        double total = 0;
        for (double n : numbers(list)) {
            total += n;
        }
        return total;
    }

    @Function(
            meaning = "The mean of the items that are numbers; null if there are none.",
            example = "listMean('1,2,6')",
            gives = "3")
    public static double listMean(List<@Nullable Object> list) {
        double[] numbers = numbers(list);
        return numbers.length == 0 ? Double.NaN : ArithmeticFunctions.mean(numbers);
    }

    @Function(
            meaning = "The least of the items that are numbers; null if there are none.",
            example = "listMin('10,9,x')",
            gives = "9")
    public static double listMin(List<@Nullable Object> list) {
        double[] numbers = numbers(list);
        Arrays.sort(numbers);
        return numbers.length == 0 ? Double.NaN : numbers[0];
    }

    @Function(
            meaning = "The greatest of the items that are numbers; null if there are none.",
            example = "listMax('10,9,x')",
            gives = "10")
    public static double listMax(List<@Nullable Object> list) {
        double[] numbers = numbers(list);
        Arrays.sort(numbers);
        return numbers.length == 0 ? Double.NaN : numbers[numbers.length - 1];
    }

    @Function(
            meaning =
                    "The median of the items that are numbers, the mean of the middle two "
                            + "of an even number; null if there are none.",
            example = "listMedian('1,9,3,4')",
            gives = "3.5")
    public static double listMedian(List<@Nullable Object> list) {
        double[] numbers = numbers(list);
        if (numbers.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(numbers);
        int middle = numbers.length / 2;
        return numbers.length % 2 == 1
                ? numbers[middle]
                : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    @Function(
            meaning =
                    "The whole numbers from the first to the second argument, both " + "included.",
            example = "range(3, 6)",
            gives = "3,4,5,6")
    public static List<@Nullable Object> range(long first, long last) {
        if (last >= first && last - first >= FunctionalLimits.LIST.defaultValue()
                || last >= first && last - first < 0) {
            throw new FunctionalFault(FunctionalError.TOO_MANY_ITEMS);
        }
        List<@Nullable Object> all = new ArrayList<>();
        for (long n = first; n <= last; n++) {
            all.add(n);
        }
        return all;
    }
}
