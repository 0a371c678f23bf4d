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
        assertThat(pace.journalNanos()).isEqualTo(5 * MILLI);
        assertThat(pace.inputNanos()).isEqualTo(15 * MILLI);
    }

    @Test
    void inATakeOverTheJournalIsReadWithoutWaiting() {
        pace.fences();
        now += 999 * MILLI;
        assertThat(pace.journalNanos()).isZero();
        assertThat(pace.inputNanos()).isEqualTo(5 * MILLI);

        pace.commits();
        assertThat(pace.journalNanos()).isEqualTo(5 * MILLI);
    }

    @Test
    void aFenceThatCameToNothingIsForgotten() {
        pace.fences();
        now += 1000 * MILLI;
        assertThat(pace.journalNanos()).isEqualTo(5 * MILLI);
        assertThat(pace.inputNanos()).isEqualTo(15 * MILLI);
    }

    @Test
    void whoCommitsReadsInputsOftenUntilASecondBehindTheLastCommit() {
        pace.commits();
        now += 999 * MILLI;
        assertThat(pace.inputNanos()).isEqualTo(5 * MILLI);
        assertThat(pace.journalNanos()).isEqualTo(5 * MILLI);
        now += MILLI;
        assertThat(pace.inputNanos()).isEqualTo(15 * MILLI);
    }
}
