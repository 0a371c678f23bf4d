package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who waits how long between two polls. */
final class ReadPaceTest {
    private static final long MILLI = 1_000_000;

    private long now = Long.MAX_VALUE - 100;
    private final ReadPace pace = new ReadPace(() -> now);

    @Test
    void whoFollowsReadsInputsLessOftenThanTheJournal() {
        assertPaces(5, 15);
    }

    @Test
    void inATakeOverTheJournalIsReadWithoutWaiting() {
        pace.fences();
        now += 999 * MILLI;
        assertPaces(0, 5);
        pace.commits();
        assertPaces(5, 5);
    }

    @Test
    void aFenceThatCameToNothingIsForgotten() {
        pace.fences();
        now += 1000 * MILLI;
        assertPaces(5, 15);
    }

    @Test
    void whoCommitsReadsInputsOftenUntilASecondBehindTheLastCommit() {
        pace.commits();
        now += 999 * MILLI;
        assertPaces(5, 5);
        now += MILLI;
        assertPaces(5, 15);
    }

    @Test
    void whoFencesAgainBehindCommitsIsInATakeOverOnceMore() {
        pace.commits();
        now += MILLI;
        pace.fences();
        assertPaces(0, 5);
    }

    private void assertPaces(long journalMillis, long inputMillis) {
        assertThat(pace.journalNanos()).isEqualTo(journalMillis * MILLI);
        assertThat(pace.inputNanos()).isEqualTo(inputMillis * MILLI);
    }
}
