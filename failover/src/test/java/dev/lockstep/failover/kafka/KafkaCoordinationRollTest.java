package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.coordination.CoordinationLimits;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.role.Role;
import org.junit.jupiter.api.Test;

class KafkaCoordinationRollTest {
    private final KafkaCoordinationRoll roll = new KafkaCoordinationRoll("me", 2000, 0);

    private static Member member(String engine, long number) {
        return new Member("p", engine, number, "", Role.STANDBY, 1, 1, 1);
    }

    private void record(String engine, long number, long offset, long now) {
        roll.take(engine, member(engine, number), offset, now);
    }

    private void ownRecordsAndTicks(long from, long to) {
        for (long t = from; t <= to; t += 500) {
            record("me", 10, t, t);
            roll.tick(t);
        }
    }

    @Test
    void theOffsetOfTheFirstRecordIsTheNumber() {
        record("me", -1, 10, 0);
        record("me", -1, 11, 100);
        record("b", 7, 12, 100);

        assertThat(roll.ownNumber()).isEqualTo(10);
        assertThat(roll.members()).containsExactly(member("b", 7), member("me", 10));
    }

    @Test
    void whoIsNotHeardOfForTooLongIsGone() {
        record("b", 1, 1, 0);
        ownRecordsAndTicks(0, 2000);
        assertThat(roll.members()).hasSize(2);

        ownRecordsAndTicks(2500, 2500);
        assertThat(roll.members()).containsExactly(member("me", 10));
    }

    @Test
    void whoLeavesIsGoneAtOnce() {
        record("b", 1, 1, 0);
        roll.take("b", null, 2, 1);

        assertThat(roll.members()).isEmpty();
    }

    @Test
    void whileOwnRecordsDoNotComeBackNobodyIsGoneAndThenEverybodyHasTimeAgain() {
        record("b", 1, 1, 0);
        ownRecordsAndTicks(0, 0);
        assertThat(roll.isInTouch()).isTrue();
        for (long t = 500; t <= 9500; t += 500) {
            roll.tick(t);
        }
        assertThat(roll.isInTouch()).isFalse();
        assertThat(roll.members()).hasSize(2);

        ownRecordsAndTicks(10_000, 12_000);
        assertThat(roll.isInTouch()).isTrue();
        assertThat(roll.members()).hasSize(2);
        ownRecordsAndTicks(12_500, 12_500);
        assertThat(roll.members()).hasSize(1);
    }

    @Test
    void anEngineThatWasStoppedItselfGivesTheOthersTime() {
        record("b", 1, 1, 0);
        ownRecordsAndTicks(0, 500);
        roll.tick(60_000);
        assertThat(roll.members()).hasSize(2);

        ownRecordsAndTicks(60_500, 62_500);
        assertThat(roll.members()).hasSize(1);
    }

    @Test
    void thereIsRoomForSoManyEnginesOnly() {
        for (int i = 0; i < CoordinationLimits.MEMBERS.defaultValue() + 5; i++) {
            record("e" + i, i, i, 0);
        }
        assertThat(roll.members()).hasSize((int) CoordinationLimits.MEMBERS.defaultValue());
    }
}
