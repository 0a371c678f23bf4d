package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BrokerSilenceTest {
    private static final long MS = 1_000_000;

    private static final class One implements BrokerSilence.Asking {
        boolean isAwaiting = true;
        double received;

        @Override
        public boolean isAwaiting() {
            return isAwaiting;
        }

        @Override
        public double received() {
            return received;
        }
    }

    private final One first = new One();
    private final One second = new One();
    private final BrokerSilence silence = new BrokerSilence(List.of(first, second), 300, 0);
    private long nowMs;

    /** Looks each 50 ms, and gives how often the answer has changed. */
    private int pass(long millis) {
        int changes = 0;
        for (long end = nowMs + millis; nowMs < end; ) {
            nowMs += 50;
            changes += silence.look(nowMs * MS) ? 1 : 0;
        }
        return changes;
    }

    @Test
    void whoIsOwedAnAnswerAndGetsNothingOfAnyBrokerIsCutOffUntilSomethingComes() {
        assertThat(pass(250)).isZero();
        assertThat(pass(50)).isEqualTo(1);
        assertThat(silence.isCutOff()).isTrue();
        assertThat(pass(5000)).isZero();

        second.received++;
        assertThat(pass(50)).isEqualTo(1);
        assertThat(silence.isCutOff()).isFalse();
    }

    @Test
    void whatComesToOneOfThoseThatAskCountsForAll() {
        for (int k = 0; k < 20; k++) {
            first.received++;
            assertThat(pass(250)).isZero();
        }
    }

    @Test
    void silenceSaysNothingWhereNothingWasAskedFor() {
        first.isAwaiting = false;
        second.isAwaiting = false;
        assertThat(pass(5000)).isZero();

        second.isAwaiting = true;
        assertThat(pass(250)).isZero();
        assertThat(pass(50)).isEqualTo(1);
        second.isAwaiting = false;
        assertThat(pass(1000)).as("that it gives up asking is no answer").isZero();
    }

    @Test
    void aProcessThatStoodStillListensAnewBeforeItHoldsItselfForCutOff() {
        pass(250);
        nowMs += 3000;
        assertThat(pass(250)).isZero();
        assertThat(pass(100)).isEqualTo(1);
    }

    @Test
    void whoDoesNotKnowWhatComesIsNeverCutOff() {
        second.received = Double.NaN;
        assertThat(pass(5000)).isZero();
    }

    @Test
    void brokersThatMayKeepFetchesForLongMayBeSilentForTwiceAsLong() {
        assertThat(BrokerSilence.patienceMillis(150)).isEqualTo(300);
        assertThat(BrokerSilence.patienceMillis(10)).isEqualTo(300);
        assertThat(BrokerSilence.patienceMillis(500)).isEqualTo(1000);
    }
}
