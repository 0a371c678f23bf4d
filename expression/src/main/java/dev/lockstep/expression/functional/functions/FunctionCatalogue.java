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
    /** Functions that belong together. */
    private record Family(String title, Class<?> functions) {}

    private static final List<Family> FAMILIES =
            List.of(
                    new Family("Arithmetic", ArithmeticFunctions.class),
                    new Family("Logic", LogicFunctions.class),
                    new Family("Texts", TextFunctions.class),
                    new Family("Regular expressions", SearchFunctions.class),
                    new Family("Lists", CollectionFunctions.class),
                    new Family("Sets and maps", MapFunctions.class),
                    new Family("XML and JSON", DocumentFunctions.class),
                    new Family("Time", TimeFunctions.class),
                    new Family("Encoding and digests", EncodingFunctions.class),
                    new Family("The event", EventFunctions.class));

    private static final SortedMap<String, FunctionSignature> FUNCTIONS = new TreeMap<>();
    private static final SortedMap<String, FunctionSignature> NAMES = new TreeMap<>();

    static {
        for (Family family : FAMILIES) {
            for (Method m : family.functions().getDeclaredMethods()) {
                Function f = m.getAnnotation(Function.class);
                if (f != null) {
                    add(new FunctionSignature(family.title(), m, f));
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

    /** The titles of the families, in the order of the reference. */
    public static List<String> families() {
        return FAMILIES.stream().map(Family::title).toList();
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
