package dev.lockstep.api.error;

import java.util.Locale;

/** Guesses what a wrong name was meant to be. */
public final class Nearest {
    /** What is longer is no slip of the finger, and would take long to compare. */
    private static final int LONGEST = 200;

    private Nearest() {}

    /**
     * {@code " Did you mean x?"} for the name that is nearest, the first of several; empty if none
     * is near enough. Case does not matter. Names of more than 200 characters are near to none.
     */
    public static String to(String wrong, Iterable<String> names) {
        if (wrong.length() > LONGEST) {
            return "";
        }
        String best = "";
        int bestDistance = Math.max(2, wrong.length() / 3) + 1;
        for (String n : names) {
            if (Math.abs(n.length() - wrong.length()) >= bestDistance) {
                continue;
            }
            int d = distance(wrong.toLowerCase(Locale.ROOT), n.toLowerCase(Locale.ROOT));
            if (d < bestDistance) {
                best = n;
                bestDistance = d;
            }
        }
        return best.isEmpty() ? "" : " Did you mean " + best + "?";
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
