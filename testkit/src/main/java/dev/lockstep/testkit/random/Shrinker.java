package dev.lockstep.testkit.random;

import dev.lockstep.api.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing input smaller by leaving out halves, quarters and so on down to single entries.
 */
public final class Shrinker {
    /** Runs that one shrinking may take. */
    private static final int MAX_RUNS = 2_000;

    private Shrinker() {}

    /**
     * A part of {@code entries} that still fails and from which no single entry can be left out,
     * unless the number of runs ran out first. The first entry always stays.
     *
     * @param fails must hold for {@code entries}
     */
    public static List<JournalEntry> shrink(
            List<JournalEntry> entries, Predicate<List<JournalEntry>> fails) {
        List<JournalEntry> best = entries;
        int runs = 0;
        int size = Math.max(1, (entries.size() - 1) / 2);
        while (runs < MAX_RUNS) {
            boolean hasShrunk = false;
            for (int from = best.size() - size; from >= 1 && runs < MAX_RUNS; from -= size) {
                List<JournalEntry> less = new ArrayList<>(best);
                less.subList(from, from + size).clear();
                runs++;
                if (fails.test(less)) {
                    best = less;
                    hasShrunk = true;
                }
            }
            if (!hasShrunk && size == 1) {
                break;
            }
            size = hasShrunk ? Math.min(size, Math.max(1, best.size() / 2)) : Math.max(1, size / 2);
        }
        return best;
    }
}
