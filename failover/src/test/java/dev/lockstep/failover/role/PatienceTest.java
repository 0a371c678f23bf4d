package dev.lockstep.failover.role;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An engine that was fenced though it lives gives the next active more time. */
final class PatienceTest {
    private static final long MS = 1_000_000;
    private static final long SILENCE = 500 * MS;

    private final Situation s = new Situation();
    private final RoleMachine machine = new RoleMachine(RoleSettings.standard(), 0);
    private long now;

    @Test
    void whoWasNeverFencedSuspectsAfterOneSilence() {
        standBy();
        assertThat(quietUntilItFences()).isEqualTo(SILENCE);
    }

    @Test
    void whoWasFencedWhileItReignedListensTwiceAsLongEachTimeUpToEightTimes() {
        for (int times : new int[] {2, 4, 8, 8}) {
            reignAndLose();
            assertThat(quietUntilItFences()).isEqualTo(times * SILENCE);
            s.isClaimCommitted = true;
        }
    }

    @Test
    void whoHadStoodStillForLongWasRightlyFencedAndStaysImpatient() {
        standStillAndLose(1_000);
        assertThat(quietUntilItFences()).isEqualTo(SILENCE);
    }

    @Test
    void whoStoodStillLongBeforeItWasFencedLearnsFromBeingFenced() {
        standStillAndLose(20_000);
        assertThat(quietUntilItFences()).isEqualTo(2 * SILENCE);
    }

    @Test
    void afterACalmTimeItIsAsImpatientAsBefore() {
        reignAndLose();
        now += 60 * SILENCE;
        s.lastSignNanos = now;
        assertThat(quietUntilItFences()).isEqualTo(SILENCE);
    }

    @Test
    void aPatientEngineObeysACertainSuspicionAtOnceAndAnotherOneOnlyLater() {
        reignAndLose();
        now += 100 * MS;
        s.suspectedEpoch = s.epoch;
        s.suspectedNanos = now;
        s.lastSignNanos = now - 1;
        machine.step(now, s);
        assertThat(machine.role()).isEqualTo(Role.STANDBY);

        s.isCertain = true;
        machine.step(now, s);
        assertThat(machine.role()).isEqualTo(Role.STANDBY);
        now += SILENCE;
        s.lastSignNanos = now - 1;
        machine.step(now, s);
        assertThat(machine.role()).isEqualTo(Role.FENCING);
    }

    @Test
    void whoOnlyLostARaceIsAsImpatientAsBefore() {
        standBy();
        takeOver(false);
        s.isRefused = true;
        machine.step(now, s);
        assertThat(machine.role()).isEqualTo(Role.STANDBY);
        s.isRefused = false;
        s.lastSignNanos = now;
        assertThat(quietUntilItFences()).isEqualTo(SILENCE);
    }

    private void standBy() {
        s.isPrepared = true;
        s.hasReachedEnd = true;
        s.isRehearsed = true;
        s.isDigestProven = true;
        s.lastSignNanos = now;
        while (machine.role() != Role.STANDBY) {
            machine.step(now, s);
        }
    }

    private void takeOver(boolean isCommitted) {
        s.isCalled = true;
        s.isNamed = true;
        s.fenceAsked++;
        s.fenceWon = s.fenceAsked;
        s.endAskedAfterFence = s.fenceWon;
        s.isEndKnown = true;
        s.isClaimCommitted = isCommitted;
        Role wanted = isCommitted ? Role.ACTIVE : Role.CLAIMING;
        while (machine.role() != wanted) {
            machine.step(now, s);
        }
        s.isCalled = false;
    }

    /** Comes to reign and is fenced by somebody else, who gives signs until now. */
    private void reignAndLose() {
        if (machine.role() != Role.FENCING) {
            standBy();
        }
        takeOver(true);
        s.isRefused = true;
        machine.step(now, s);
        s.isRefused = false;
        assertThat(machine.role()).isEqualTo(Role.STANDBY);
        s.lastSignNanos = now;
    }

    /**
     * Stands still, goes on, and loses its reign.
     *
     * @param millis from when it went on to when it was fenced
     */
    private void standStillAndLose(long millis) {
        now += 60_000 * MS;
        s.hasStoodStill = true;
        s.stoodStillNanos = now - millis * MS;
        reignAndLose();
    }

    private long quietUntilItFences() {
        long from = now;
        while (machine.role() == Role.STANDBY) {
            now += 50 * MS;
            machine.step(now, s);
            assertThat(now - from).isLessThan(100 * SILENCE);
        }
        return now - from;
    }
}
