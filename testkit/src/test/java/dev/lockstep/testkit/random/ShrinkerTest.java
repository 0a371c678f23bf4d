package dev.lockstep.testkit.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final List<JournalEntry> HUNDRED = entries(LongStream.range(0, 100));

    private static List<JournalEntry> entries(LongStream times) {
        return times.<JournalEntry>mapToObj(JournalEntry.Heartbeat::new).toList();
    }

    private static Predicate<List<JournalEntry>> holding(long... times) {
        return list -> list.containsAll(entries(LongStream.of(times)));
    }

    @Test
    void onlyTheGuiltyEntriesAndTheFirstRemain() {
        assertThat(Shrinker.shrink(HUNDRED, holding(17, 18, 91)))
                .isEqualTo(entries(LongStream.of(0, 17, 18, 91)));
        assertThat(Shrinker.shrink(HUNDRED, holding(99))).isEqualTo(entries(LongStream.of(0, 99)));
    }

    @Test
    void anInputOfWhichNothingCanGoStays() {
        List<JournalEntry> two = HUNDRED.subList(0, 2);
        assertThat(Shrinker.shrink(two, holding(1))).isEqualTo(two);
        assertThat(Shrinker.shrink(HUNDRED.subList(0, 1), list -> true)).hasSize(1);
    }

    @Test
    void theFailureIsTriedOnPartsOnly() {
        List<Integer> sizes = new ArrayList<>();
        Shrinker.shrink(
                HUNDRED,
                list -> {
                    sizes.add(list.size());
                    return false;
                });
        assertThat(sizes).allSatisfy(n -> assertThat(n).isBetween(1, 99));
        assertThat(sizes).hasSizeLessThan(300);
    }
}
