package dev.lockstep.expression.functional.functions;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every function of the language by name. Names are case-sensitive; an alias is another name of the
 * same function.
 */
public final class FunctionCatalogue {
    private static final List<Class<?>> FAMILIES =
            List.of(
                    ArithmeticFunctions.class,
                    LogicFunctions.class,
                    TextFunctions.class,
                    SearchFunctions.class,
                    CollectionFunctions.class,
                    MapFunctions.class,
                    DocumentFunctions.class,
                    TimeFunctions.class,
                    EncodingFunctions.class,
                    EventFunctions.class);

    private static final SortedMap<String, FunctionSignature> FUNCTIONS = new TreeMap<>();
    private static final SortedMap<String, FunctionSignature> NAMES = new TreeMap<>();

    static {
        for (Class<?> family : FAMILIES) {
            for (Method m : family.getDeclaredMethods()) {
                Function f = m.getAnnotation(Function.class);
                if (f != null) {
                    add(new FunctionSignature(m, f));
                }
            }
        }
    }

    private FunctionCatalogue() {}

    private static void add(FunctionSignature f) {
        FUNCTIONS.put(f.name(), f);
        List<String> names = new ArrayList<>(List.of(f.annotation().aliases()));
        names.add(f.name());
        for (String name : names) {
            if (NAMES.put(name, f) != null) {
                throw new IllegalStateException("function name twice: " + name);
            }
        }
    }

    /** The function of that name or alias, or null. */
    public static @Nullable FunctionSignature find(String name) {
        return NAMES.get(name);
    }

    /** All functions in the order of their names. */
    public static Collection<FunctionSignature> all() {
        return FUNCTIONS.values();
    }

    /** The classes that hold the functions, in the order of the reference. */
    public static List<Class<?>> families() {
        return FAMILIES;
    }

    /** Names like {@code name}, the nearest first, at most three. */
    public static List<String> near(String name) {
        TreeMap<Integer, List<String>> found = new TreeMap<>();
        for (String known : NAMES.keySet()) {
            int distance = distance(name, known);
            if (distance <= Math.max(1, known.length() / 3)) {
                found.computeIfAbsent(distance, d -> new ArrayList<>()).add(known);
            }
        }
        List<String> near = new ArrayList<>();
        found.values().forEach(near::addAll);
        return near.subList(0, Math.min(3, near.size()));
    }

    /** Edits from one to the other, case counting nothing. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 4) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same =
                        Character.toLowerCase(a.charAt(i - 1))
                                == Character.toLowerCase(b.charAt(j - 1));
                int replaced = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
