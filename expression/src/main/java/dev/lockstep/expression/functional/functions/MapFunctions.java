package dev.lockstep.expression.functional.functions;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.runtime.Collect;
import dev.lockstep.expression.functional.runtime.Convert;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets of texts and maps from texts, in the order of insertion. A text in place of a set is split
 * at commas, in place of a map at commas and equals signs. No function changes its argument.
 */
public final class MapFunctions {
    private MapFunctions() {}

    @Function(
            meaning = "A set of the arguments.",
            example = "setSize(set('a', 'b', 'a'))",
            gives = "2",
            least = 0)
    public static Set<String> set(String... items) {
        return new LinkedHashSet<>(Arrays.asList(items));
    }

    @Function(
            meaning = "The set of the different parts of a text between delimiters.",
            example = "setFromText('a;b;a', ';')",
            gives = "a,b")
    public static @Nullable Set<String> setFromText(String text, String delimiter) {
        return Collect.set(text, delimiter);
    }

    @Function(meaning = "How many members a set has.", example = "setSize('a,b,a')", gives = "2")
    public static long setSize(Set<String> set) {
        return set.size();
    }

    @Function(
            meaning = "Whether a set has a member.",
            example = "setContains('a,b', 'b')",
            gives = "1")
    public static boolean setContains(Set<String> set, String member) {
        return set.contains(member);
    }

    @Function(
            meaning = "The set with another member.",
            example = "setAdd('a,b', 'c')",
            gives = "a,b,c")
    public static Set<String> setAdd(Set<String> set, String member) {
        Set<String> all = Collect.copy(set);
        all.add(member);
        return all;
    }

    @Function(
            meaning = "The set without a member.",
            example = "setRemove('a,b,c', 'b')",
            gives = "a,c")
    public static Set<String> setRemove(Set<String> set, String member) {
        Set<String> all = Collect.copy(set);
        all.remove(member);
        return all;
    }

    @Function(
            meaning = "The members of either set.",
            example = "setUnion('a,b', 'b,c')",
            gives = "a,b,c")
    public static Set<String> setUnion(Set<String> a, Set<String> b) {
        Set<String> all = Collect.copy(a);
        all.addAll(b);
        return all;
    }

    @Function(
            meaning = "The members of both sets.",
            example = "setIntersection('a,b', 'b,c')",
            gives = "b")
    public static Set<String> setIntersection(Set<String> a, Set<String> b) {
        Set<String> all = Collect.copy(a);
        all.retainAll(b);
        return all;
    }

    @Function(
            meaning = "The members of the first set that are not in the second.",
            example = "setDifference('a,b', 'b,c')",
            gives = "a")
    public static Set<String> setDifference(Set<String> a, Set<String> b) {
        Set<String> all = Collect.copy(a);
        all.removeAll(b);
        return all;
    }

    @Function(
            meaning = "Whether the second set has all members of the first.",
            example = "setIsSubset('a', 'b,a')",
            gives = "1")
    public static boolean setIsSubset(Set<String> a, Set<String> b) {
        return b.containsAll(a);
    }

    @Function(
            meaning = "The members as a list.",
            example = "listItem(setItems('b,a,b'), 1)",
            gives = "a")
    public static List<@Nullable Object> setItems(Set<String> set) {
        return new ArrayList<>(set);
    }

    @Function(
            meaning = "A map of pairs of key and value.",
            example = "map('a', 1, 'b', 2)",
            gives = "a=1,b=2",
            nulls = true,
            least = 0)
    public static Map<String, @Nullable Object> map(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (pairs.length % 2 != 0) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        for (int i = 0; i < pairs.length; i += 2) {
            String key = Convert.toText(pairs[i]);
            if (key != null) {
                map.put(key, Convert.item(pairs[i + 1]));
            }
        }
        return map;
    }

    @Function(
            meaning =
                    "The map that a text spells: entries between the first delimiter, key "
                            + "and value parted by the second; a comma and an equals sign if not "
                            + "given.",
            example = "mapFromText('a:1;b:2', ';', ':')",
            gives = "a=1,b=2",
            optional = 2)
    public static @Nullable Map<String, @Nullable Object> mapFromText(
            String text, @Nullable String outer, @Nullable String inner) {
        return Collect.map(text, outer == null ? "," : outer, inner == null ? "=" : inner);
    }

    @Function(
            meaning =
                    "The value of a key, the third argument or null if there is no such " + "key.",
            example = "mapValue('a=1,b=2', 'b')",
            gives = "2",
            optional = 1)
    public static @Nullable Object mapValue(
            Map<String, @Nullable Object> map, String key, @Nullable Object otherwise) {
        return map.containsKey(key) ? map.get(key) : otherwise;
    }

    @Function(
            meaning = "Whether a map has a key.",
            example = "mapContains('a=1,b=2', 'c')",
            gives = "0")
    public static boolean mapContains(Map<String, @Nullable Object> map, String key) {
        return map.containsKey(key);
    }

    @Function(meaning = "How many entries a map has.", example = "mapSize('a=1,b=2')", gives = "2")
    public static long mapSize(Map<String, @Nullable Object> map) {
        return map.size();
    }

    @Function(
            meaning = "The keys of a map as a list.",
            example = "mapKeys('a=1,b=2')",
            gives = "a,b")
    public static List<@Nullable Object> mapKeys(Map<String, @Nullable Object> map) {
        return new ArrayList<>(map.keySet());
    }

    @Function(
            meaning = "The values of a map as a list.",
            example = "mapValues('a=1,b=2')",
            gives = "1,2")
    public static List<@Nullable Object> mapValues(Map<String, @Nullable Object> map) {
        return new ArrayList<>(map.values());
    }

    @Function(
            meaning = "The map with a value for a key.",
            example = "mapPut('a=1', 'b', 2)",
            gives = "a=1,b=2")
    public static Map<String, @Nullable Object> mapPut(
            Map<String, @Nullable Object> map, String key, Object value) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(map);
        all.put(key, Convert.item(value));
        return all;
    }

    @Function(
            meaning = "The map without a key.",
            example = "mapRemove('a=1,b=2', 'a')",
            gives = "b=2")
    public static Map<String, @Nullable Object> mapRemove(
            Map<String, @Nullable Object> map, String key) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(map);
        all.remove(key);
        return all;
    }

    @Function(
            meaning = "The entries of both maps, those of the second where both have a key.",
            example = "mapMerge('a=1,b=2', 'b=3')",
            gives = "a=1,b=3")
    public static Map<String, @Nullable Object> mapMerge(
            Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(a);
        all.putAll(b);
        return all;
    }
}
