package dev.lockstep.expression.functional.runtime;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import dev.lockstep.expression.functional.fault.FunctionalLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts as lists, sets and maps. */
public final class Collect {
    private Collect() {}

    /**
     * The parts between delimiters, without blanks around them unless the delimiter is blank
     * itself; an empty text is an empty list.
     */
    public static @Nullable List<@Nullable Object> list(
            @Nullable String text, @Nullable String delimiter) {
        if (text == null || delimiter == null) {
            return null;
        }
        List<@Nullable Object> items = new ArrayList<>();
        if (text.isEmpty()) {
            return items;
        }
        if (delimiter.isEmpty()) {
            throw new FunctionalFault(FunctionalError.BAD_ARGUMENT);
        }
        FunctionalLimits.expectSearch(text, delimiter);
        boolean trim = !delimiter.isBlank();
        int from = 0;
        for (int at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, from)) {
            add(items, text.substring(from, at), trim);
            from = at + delimiter.length();
        }
        add(items, text.substring(from), trim);
        return items;
    }

    private static void add(List<@Nullable Object> items, String item, boolean trim) {
        if (items.size() >= FunctionalLimits.LIST.defaultValue()) {
            throw new FunctionalFault(FunctionalError.TOO_MANY_ITEMS);
        }
        items.add(trim ? item.strip() : item);
    }

    public static @Nullable Set<String> set(@Nullable String text, @Nullable String delimiter) {
        return Convert.toSet(list(text, delimiter));
    }

    /** Entries between {@code outer}, name and value parted by the first {@code inner}. */
    public static @Nullable Map<String, @Nullable Object> map(
            @Nullable String text, String outer, String inner) {
        List<@Nullable Object> entries = list(text, outer);
        if (entries == null) {
            return null;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Object entry : entries) {
            String e = String.valueOf(entry);
            int at = e.indexOf(inner);
            if (at >= 0) {
                map.put(e.substring(0, at).strip(), e.substring(at + inner.length()).strip());
            } else if (!e.isBlank()) {
                map.put(e.strip(), "");
            }
        }
        return map;
    }

    /** A copy of a set, which may be changed. */
    public static Set<String> copy(Set<String> set) {
        return new LinkedHashSet<>(set);
    }
}
