package dev.lockstep.server.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.measure.Histogram;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private static final int TICKET = 1;

    private final Histogram ages = Histogram.ofSizes();

    /** Counts of ages up to 1, 4, 16, 64 and so on. */
    private long[] counts() {
        return ages.read().counts();
    }

    @Test
    void eachRecordIsAsOldAsTheReadingThatBroughtIt() {
        Arrivals a = new Arrivals(8);
        a.add(TICKET, 10, 100);
        a.add(TICKET, 15, 112);
        a.settle(0, 12, 12, 116, ages);
        // ten of the first reading, 16 old; two of the second, 4 old
        assertThat(counts()).startsWith(0, 2, 10, 0);
        a.settle(12, 15, 3, 113, ages);
        assertThat(counts()).startsWith(3, 2, 10, 0);
    }

    @Test
    void whatAnotherEngineCommittedBeforeIsPassedOver() {
        Arrivals a = new Arrivals(8);
        a.add(TICKET, 10, 100);
        a.add(TICKET, 20, 200);
        a.settle(14, 20, 6, 201, ages);
        assertThat(counts()).startsWith(6, 0);
        assertThat(ages.read().count()).isEqualTo(6);
    }

    @Test
    void gapsInOffsetsNeitherAddNorLoseRecords() {
        Arrivals a = new Arrivals(8);
        // 4 records and a marker; 3 records and two markers
        a.add(TICKET, 5, 100);
        a.add(TICKET, 10, 200);
        a.settle(0, 10, 7, 200, ages);
        assertThat(ages.read().count()).isEqualTo(7);
    }

    @Test
    void aReadingFromFurtherBackForgetsTheOneBefore() {
        Arrivals a = new Arrivals(8);
        a.add(TICKET, 100, 0);
        a.add(TICKET + 1, 10, 1000);
        a.settle(0, 10, 10, 1001, ages);
        assertThat(counts()).startsWith(10, 0);
    }

    @Test
    void whatIsForgottenForWantOfRoomCountsAsTheOldestThatIsNot() {
        Arrivals a = new Arrivals(2);
        a.add(TICKET, 10, 0);
        a.add(TICKET, 20, 500);
        a.add(TICKET, 30, 1000);
        a.settle(0, 30, 30, 1001, ages);
        assertThat(ages.read().count()).isEqualTo(30);
        assertThat(ages.read().sum()).isEqualTo(20 * 501 + 10);
    }

    @Test
    void nothingIsCountedOfWhatWasNeverReadHere() {
        Arrivals a = new Arrivals(2);
        a.settle(0, 30, 30, 1001, ages);
        assertThat(ages.read().count()).isZero();
    }
}
