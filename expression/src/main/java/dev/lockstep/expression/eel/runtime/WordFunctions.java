package dev.lockstep.expression.eel.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** Functions on the characters, words and parts of a text. */
public final class WordFunctions {
    private WordFunctions() {}

    public static String sort(String s) {
        return sort(s, true);
    }

    public static String sort(String s, boolean ascending) {
        return sort(s, ascending, false);
    }

    /** The characters in the order of their code points. */
    public static String sort(String s, boolean ascending, boolean onlyOnce) {
        List<String> characters = new ArrayList<>();
        s.codePoints().forEach(c -> characters.add(Character.toString(c)));
        return String.join("", sorted(characters, ascending, onlyOnce));
    }

    public static String sortWords(String s) {
        return sortWords(s, true);
    }

    public static String sortWords(String s, boolean ascending) {
        return sortWords(s, ascending, false);
    }

    /** The words, which stand between blanks, in the order of their code points. */
    public static String sortWords(String s, boolean ascending, boolean onlyOnce) {
        String trimmed = s.strip();
        return trimmed.isEmpty()
                ? ""
                : String.join(" ", sorted(List.of(trimmed.split("\\s+")), ascending, onlyOnce));
    }

    private static List<String> sorted(List<String> given, boolean ascending, boolean onlyOnce) {
        List<String> list = new ArrayList<>(onlyOnce ? new LinkedHashSet<>(given) : given);
        Comparator<String> order = TextFunctions::order;
        list.sort(ascending ? order : Collections.reverseOrder(order));
        return list;
    }

    /** How many parts a delimiter makes of a text; an empty text has none. */
    public static long parts(String s, String delimiter) {
        if (s.isEmpty() || delimiter.isEmpty()) {
            return s.isEmpty() ? 0 : 1;
        }
        long parts = 1;
        for (int at = s.indexOf(delimiter); at >= 0; ) {
            parts++;
            at = s.indexOf(delimiter, at + delimiter.length());
        }
        return parts;
    }

    /** The part of that number, from 1; empty where there is none. */
    public static String part(String s, String delimiter, long number) {
        int from = 0;
        for (long k = 1; !delimiter.isEmpty(); k++) {
            int at = s.indexOf(delimiter, from);
            if (k == number) {
                return s.substring(from, at < 0 ? s.length() : at);
            }
            if (at < 0) {
                return "";
            }
            from = at + delimiter.length();
        }
        return number == 1 ? s : "";
    }
}
