package dev.lockstep.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What simulated seeds have found in the core, each in as few steps as show it. */
class FoundBySimulationTest {
    @ParameterizedTest
    @ValueSource(longs = {0, -3_000_000_000L, Long.MIN_VALUE, Long.MAX_VALUE - 1_000_000_000L})
    void anEngineComesToReignWhereverItsClockBegins(long origin) {
        Hand hand = new Hand(origin);
        hand.pass(3000);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
        assertThat(hand.decided()).anyMatch(e -> e.body() instanceof Entry.Tick);
        assertThat(hand.decided()).anyMatch(e -> e.body() instanceof Entry.Digest);
    }

    @Test
    void whoHasAbdicatedDoesNotDecideAgainOnceAnUnknownOutcomeIsSettled() {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(hand.payload(1));
        hand.step(new Fact.HandOverAsked(""));
        Fact unknown = hand.commitUnanswered();
        hand.isCommitting = true;
        hand.step(unknown);
        hand.pass(100);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        assertThat(hand.decided()).filteredOn(e -> e.body() instanceof Entry.Abdication).hasSize(1);
        assertThat(hand.decided().getLast().body()).isInstanceOf(Entry.Abdication.class);
        assertThat(hand.of(Effect.Alarm.class)).isEmpty();
    }

    @Test
    void asItHandsOverAnEngineIsNotStoppedByBeingAskedOnceMore() {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(hand.payload(1));
        hand.step(new Fact.HandOverAsked(""), new Fact.HandOverAsked("c"));
        Fact unknown = hand.commitUnanswered();
        hand.isCommitting = true;
        hand.step(unknown);
        hand.pass(100);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
    }

    @Test
    void anEngineClaimsAnewWhereAnotherHasReignedSinceItsUnknownCommit() {
        Hand hand = overtaken();
        hand.isFencing = true;
        hand.isCommitting = true;
        hand.step(new Fact.Failed(lastFence(hand), "late"));
        hand.pass(1500);
        List<Entry> decided = hand.decided();
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
        assertThat(decided.getLast().epoch()).isEqualTo(3);
        assertThat(decided).filteredOn(e -> e.epoch() == 2).isEmpty();
    }

    @Test
    void whatAnotherEngineHasPutOutIsNotPutOutOnceMore() {
        Hand hand = overtaken();
        for (int k = 0; k < 40; k++) {
            hand.entry(2, new Entry.Payload("cq/pay", "other", k, new byte[] {(byte) k}));
        }
        long others = hand.model.sequences()[0];
        int fence = lastFence(hand);
        hand.effects.clear();
        hand.isFencing = true;
        hand.isCommitting = true;
        hand.step(new Fact.Failed(fence, "late"));
        hand.pass(1500);
        hand.step(hand.payload(2));
        List<Long> sequences = new ArrayList<>();
        hand.of(Effect.Commit.class)
                .forEach(c -> c.output().forEach(o -> sequences.add(o.sequence())));
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
        assertThat(sequences).isNotEmpty().allMatch(s -> s > others);
    }

    /** A commit came through unanswered, its engine cannot fence, and another one reigns. */
    private static Hand overtaken() {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.isFencing = false;
        hand.step(hand.payload(1));
        hand.step(hand.commitUnanswered());
        assertThat(hand.role()).isEqualTo(Role.FENCING);
        hand.entry(2, new Entry.Reign("b", "test"));
        hand.entry(2, new Entry.Tick());
        assertThat(hand.role()).isEqualTo(Role.FENCING);
        return hand;
    }

    @Test
    void whoWakesAndDoesNotKnowTheOutcomeOfItsCommitFencesNobodyWhoReignsSince() {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(hand.payload(1));
        hand.append(2, new Entry.Reign("b", "test"));
        hand.append(2, new Entry.Tick());
        hand.isReading = false;
        hand.sleep(10_000);
        hand.step(hand.unanswered());
        assertThat(hand.role()).isEqualTo(Role.FENCING);
        hand.isReading = true;
        hand.step();
        assertThat(hand.of(Effect.Fence.class)).isEmpty();
        hand.entry(2, new Entry.Digest(hand.model.digests()));
        assertThat(hand.role()).isNotIn(Role.FENCING, Role.ACTIVE);
    }

    @Test
    void whoDoesNotKnowTheOutcomeOfItsCommitAndReadsNothingFencesAfterAWhile() {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(hand.payload(1));
        hand.append(1, new Entry.Tick());
        hand.isReading = false;
        hand.step(hand.unanswered());
        assertThat(hand.of(Effect.Fence.class)).isEmpty();
        hand.pass(600);
        assertThat(hand.of(Effect.Fence.class)).hasSize(1);
    }

    private static int lastFence(Hand hand) {
        List<Effect.Fence> fences = hand.of(Effect.Fence.class);
        return fences.getLast().ticket();
    }

    @Test
    void whatComesBehindAFactThatFailsIsAnswered() {
        Hand hand = Hand.standingBy();
        hand.append(7, new Entry.Tick());
        List<Fact.SnapshotResult> answers = new ArrayList<>();
        hand.step(
                new Fact.JournalRead(0, List.of(), 0),
                new Fact.SnapshotAsked(
                        new java.io.DataOutputStream(new java.io.ByteArrayOutputStream()),
                        answers::add),
                hand.payload(1));
        hand.step();
        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertThat(hand.of(Effect.TurnAway.class)).hasSize(1);
        assertThat(answers).hasSize(1);
    }

    @Test
    void aSuspicionThatTheJournalHasContradictedIsNotObeyed() {
        Hand hand = Hand.standingBy();
        hand.step(new Fact.Suspected(1, "quiet", false));
        for (int k = 0; k < 20; k++) {
            hand.pass(200);
            hand.entry(1, new Entry.Tick());
        }
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
    }

    @Test
    void anEntryThatWaitsForItsInputIsASignOfTheActive() {
        Hand hand = Hand.standingBy();
        byte[] value = {1, 2};
        hand.entry(1, hand.range(0, value));
        for (int k = 0; k < 20; k++) {
            hand.pass(200);
            hand.entry(1, new Entry.Tick());
        }
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.step(hand.input(0, value));
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
    }

    @Test
    void anActiveThatHasLostAnInputDoesNotGoOnWithoutIt() {
        Hand hand = Hand.reigning();
        hand.step(hand.inputLost());
        hand.pass(100);
        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertThat(hand.of(Effect.Alarm.class).getFirst().problem().code())
                .isEqualTo(FailoverError.LACKS_HISTORY);
    }

    @Test
    void aStandbyThatStoodStillItselfListensBeforeItTakesOver() {
        Hand hand = Hand.standingBy();
        hand.sleep(5000);
        hand.step();
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.pass(1000);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void whoIsFencedBehindALongStandstillOfItsOwnIsAsImpatientAsBefore() {
        assertThat(silenceOfWhoWasFencedBehind(600)).isEqualTo(1000);
        assertThat(silenceOfWhoWasFencedBehind(2000)).isEqualTo(500);
    }

    @Test
    void whoIsFencedWhileBrokersDoNotServeItIsAsImpatientAsBefore() {
        assertThat(silenceOfWhoWasFencedBehind(new Fact.CutOff(true))).isEqualTo(500);
        assertThat(silenceOfWhoWasFencedBehind(new Fact.CutOff(true), new Fact.CutOff(false)))
                .isEqualTo(500);
        assertThat(silenceOfWhoWasFencedBehind(new Fact.CutOff(false))).isEqualTo(1000);
    }

    private static long silenceOfWhoWasFencedBehind(Fact... facts) {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(hand.payload(1));
        for (Fact f : facts) {
            hand.step(f);
        }
        hand.step(new Fact.CommitRefused(hand.of(Effect.Commit.class).getLast().batch()));
        assertThat(hand.role()).isNotEqualTo(Role.ACTIVE);
        return hand.silenceMillis();
    }

    private static long silenceOfWhoWasFencedBehind(long millisOfStandstill) {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(hand.payload(1));
        hand.sleep(millisOfStandstill);
        hand.step();
        hand.step(new Fact.CommitRefused(hand.of(Effect.Commit.class).getLast().batch()));
        return hand.silenceMillis();
    }

    @Test
    void aStandbyThatIsPausedTakesNothingOverUntilItGoesOn() {
        Hand hand = Hand.standingBy();
        hand.step(new Fact.Paused(true));
        hand.step(new Fact.Suspected(1, "reset", true));
        hand.pass(5000);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.step(new Fact.Paused(false));
        hand.pass(1000);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void aStandbyThatIsCutOffFromBrokersTakesNothingOverAndListensFirstWhenTheyAreBack() {
        Hand hand = Hand.standingBy();
        hand.step(new Fact.CutOff(true));
        hand.step(new Fact.Suspected(1, "cut off", false));
        hand.pass(5000);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.step(new Fact.CutOff(false));
        hand.pass(300);
        assertThat(hand.role())
                .as("the active shows by what it has committed")
                .isEqualTo(Role.STANDBY);
        hand.pass(1000);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void anActiveThatBrokersDoNotServeIsNotWaitedForUntilItIsSilent() {
        Hand hand = Hand.standingBy();
        for (int k = 0; k < 20; k++) {
            hand.pass(200);
            hand.step(new Fact.Seen(1));
        }
        hand.pass(1);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.step(new Fact.Suspected(1, "cut off", false));
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void whoIsCalledByNameWaitsForNobody() {
        Hand hand = Hand.standingBy();
        hand.step(new Fact.Ranked(2));
        hand.entry(1, new Entry.Abdication("a"));
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void whoIsCalledWithAllOthersWaitsForItsTurn() {
        Hand hand = Hand.standingBy();
        hand.step(new Fact.Ranked(1));
        hand.entry(1, new Entry.Abdication(""));
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.pass(300);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void whoSeesAnotherTakeOverWaitsUntilThatOneIsGoneOrTooSlow() {
        Hand hand = Hand.standingBy();
        hand.step(new Fact.Ranked(1), new Fact.UnderWay(true));
        hand.step(new Fact.Suspected(1, "reset", true));
        hand.pass(1000);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.step(new Fact.UnderWay(false));
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);

        Hand other = Hand.standingBy();
        other.step(new Fact.Ranked(1), new Fact.UnderWay(true));
        other.step(new Fact.Suspected(1, "reset", true));
        other.pass(3000);
        assertThat(other.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void whatCannotBeDecidedIsTurnedAwayAndStopsNobody() {
        Hand hand = Hand.reigning();
        String tooLong = "x".repeat(70_000);
        hand.step(
                new Fact.Offered("ledger/calls", tooLong, 1, new byte[1]),
                new Fact.Offered("no/such", "client", 1, new byte[1]),
                new Fact.Offered("ledger/calls", "client", 1, new byte[9 << 20]),
                hand.payload(2));
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
        assertThat(hand.of(Effect.TurnAway.class)).hasSize(3);
        assertThat(hand.decided()).filteredOn(e -> e.body() instanceof Entry.Payload).hasSize(1);
    }

    @Test
    void behindTheEndTheActiveGoesOnToGiveSigns() {
        Hand hand = Hand.reigning();
        hand.step(new Fact.InputEnded());
        hand.pass(1000);
        long state = hand.model.state();
        hand.effects.clear();
        hand.pass(3000);
        assertThat(hand.decided())
                .filteredOn(e -> e.body() instanceof Entry.Tick)
                .hasSizeGreaterThan(5);
        assertThat(hand.model.state()).isEqualTo(state);
        hand.step(hand.payload(9));
        assertThat(hand.of(Effect.TurnAway.class)).hasSize(1);
    }

    @Test
    void whatStandsBeforeARecordThatIsTooLargeIsCommittedAndTheEngineStepsAside() {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(hand.payload(1));
        // decided while the first one is under way: three payloads that wait together
        hand.step(hand.payload(2), hand.payload(3), hand.payload(4));
        hand.isCommitting = true;
        hand.tooLargeFrom = 3;
        hand.step(hand.commitAnswered());
        hand.pass(100);
        assertThat(hand.payloads()).containsExactly(1L, 2L);
        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertThat(hand.of(Effect.Alarm.class))
                .singleElement()
                .satisfies(a -> assertThat(a.problem().code()).isEqualTo(Hand.TOO_LARGE));
        assertThat(hand.acknowledged()).as("not before it is committed").doesNotContain(3L, 4L);
    }

    @Test
    void toBeToldAgainThatItMayGoOnIsNoSignOfTheActive() {
        Hand hand = Hand.standingBy();
        for (int k = 0; k < 20; k++) {
            hand.pass(200);
            hand.entry(1, new Entry.Tick());
        }
        hand.pass(400);
        hand.step(new Fact.Paused(false));
        hand.pass(200);
        assertThat(hand.of(Effect.Fence.class)).hasSize(1);
    }

    @Test
    void oncePartsOfABatchAreTakenTheWholeOfItIsThereInOrder() {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(hand.payload(1));
        hand.step(hand.payload(2), hand.payload(3), hand.payload(4), hand.payload(5));
        hand.isCommitting = true;
        hand.mostEntries = 1;
        hand.step(hand.commitAnswered());
        hand.pass(100);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
        assertThat(hand.payloads()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(hand.acknowledged()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(hand.of(Effect.Alarm.class)).isEmpty();
    }
}
