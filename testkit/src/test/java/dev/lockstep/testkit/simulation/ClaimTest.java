package dev.lockstep.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first commit of an engine that comes to reign. */
class ClaimTest {
    private static final byte[] RECORD = {1, 2, 3};

    @Test
    void whoIsCalledByNameCommitsTheFirstOfItsInputTogetherWithItsReign() {
        Hand hand = withInput();
        hand.entry(1, new Entry.Abdication("a"));
        assertThat(kinds(firstCommit(hand))).containsExactly(Entry.Reign.class, Entry.Range.class);
        assertThat(firstCommit(hand).output()).hasSize(1);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
    }

    @Test
    void whoKnowsForCertainThatTheActiveIsGoneDoesSo() {
        Hand hand = withInput();
        hand.step(new Fact.Suspected(1, "reset of epoch 1", true));
        assertThat(kinds(firstCommit(hand))).containsExactly(Entry.Reign.class, Entry.Range.class);
    }

    @Test
    void whereNoInputWaitsTheReignGoesAlone() {
        Hand hand = Hand.standingBy();
        hand.isCommitting = false;
        hand.entry(1, new Entry.Abdication("a"));
        hand.step(new Fact.CommitRefused(firstCommit(hand).batch()));
        assertThat(kinds(firstCommit(hand))).containsExactly(Entry.Reign.class);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
    }

    @Test
    void whoIsSecondInLineOrSeesAnotherAtItCommitsItsReignAlone() {
        for (Fact other : List.of(new Fact.Ranked(1), new Fact.UnderWay(true))) {
            Hand hand = withInput();
            hand.step(other, new Fact.Suspected(1, "reset of epoch 1", true));
            hand.pass(4000);
            assertThat(kinds(firstCommit(hand))).containsExactly(Entry.Reign.class);
        }
    }

    @Test
    void ofALongBacklogOnlyALittleGoesAlong() {
        Hand hand = Hand.standingBy();
        for (int k = 0; k < 600; k++) {
            hand.step(hand.input(k, RECORD));
        }
        hand.entry(1, new Entry.Abdication("a"));
        long limit = FailoverLimits.FIRST_RANGE_RECORDS.defaultValue();
        assertThat(recordsTaken(firstCommit(hand))).isEqualTo(limit);
        assertThat(firstCommit(hand).output()).isNotEmpty();
    }

    @Test
    void whoHearsThatAnotherReignsInTheEpochThatItClaimsGivesUp() {
        Hand hand = claimingWithInput();
        hand.step(new Fact.Heard(2));
        assertThat(roles(hand)).contains(Role.JOINING);
    }

    @Test
    void whoHasHeardOfAnotherBeforeItSendsItsClaimAgainDoesNotCommitIt() {
        Hand hand = claimingWithInput();
        hand.isFencing = false;
        hand.step(hand.unanswered());
        hand.pass(1000);
        hand.step(new Fact.Heard(2));
        assertThat(roles(hand)).contains(Role.JOINING).doesNotContain(Role.ACTIVE);
    }

    @Test
    void whoWasOvertakenBehindAClaimThatCameThroughKnowsWhoReigns() {
        Hand hand = claimingWithInput();
        hand.isReading = false;
        Fact unknown = hand.commitUnanswered();
        hand.append(3, new Entry.Reign("c", "test"));
        hand.isReading = true;
        hand.step(unknown);
        assertThat(hand.epoch()).isEqualTo(3);
        assertThat(hand.reignEngine()).isEqualTo("c");
    }

    @Test
    void whoHasHandedOverWithoutAnAnswerDoesNotFenceItsSuccessor() {
        Hand hand = Hand.reigning();
        hand.isCommitting = false;
        hand.step(new Fact.HandOverAsked("b"));
        hand.effects.clear();
        hand.step(hand.commitUnanswered());
        hand.pass(200);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        assertThat(hand.of(Effect.Fence.class)).isEmpty();
    }

    @Test
    void whoOnlyHearsNothingCommitsItsReignAloneAndSoLosesNothingInARace() {
        Hand hand = withInput();
        hand.isCommitting = false;
        hand.pass(2000);
        assertThat(kinds(firstCommit(hand))).containsExactly(Entry.Reign.class);
        hand.step(new Fact.CommitRefused(firstCommit(hand).batch()));
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
    }

    @Test
    void whoWasRefusedWithInputThatItHasSteppedBuildsItsStateAnew() {
        Hand hand = claimingWithInput();
        hand.step(new Fact.CommitRefused(firstCommit(hand).batch()));
        assertThat(roles(hand)).contains(Role.JOINING).doesNotContain(Role.ACTIVE);
        assertThat(hand.of(Effect.Release.class)).isEmpty();
    }

    @Test
    void aReignOfTheSameEpochByAnotherIsNotTakenForItsOwn() {
        Hand hand = claimingWithInput();
        hand.append(2, new Entry.Reign("c", "test"));
        hand.append(2, hand.range(0, RECORD));
        hand.step(hand.unanswered());
        assertThat(roles(hand)).contains(Role.JOINING).doesNotContain(Role.ACTIVE);
        assertThat(hand.of(Effect.Release.class)).isEmpty();
    }

    @Test
    void whatTheOneBeforeHasGoneOnToDecideIsNotTakenForItsOwn() {
        Hand hand = claimingWithInput();
        hand.append(1, new Entry.Tick());
        hand.append(1, hand.range(0, RECORD));
        hand.step();
        assertThat(roles(hand)).contains(Role.JOINING).doesNotContain(Role.ACTIVE);
    }

    @Test
    void aClaimThatCameThroughUnansweredIsShownOnceAndOnlyBehindTheRole() {
        Hand hand = claimingWithInput();
        hand.effects.clear();
        hand.isCommitting = true;
        hand.step(hand.commitUnanswered());
        List<Effect> told =
                hand.effects.stream()
                        .filter(
                                e ->
                                        e instanceof Effect.Release r && !r.output().isEmpty()
                                                || e instanceof Effect.Announce a
                                                        && a.role() == Role.ACTIVE)
                        .toList();
        assertThat(told).hasSize(2);
        assertThat(told.get(0))
                .isInstanceOfSatisfying(
                        Effect.Announce.class, a -> assertThat(a.epoch()).isEqualTo(2));
        assertThat(told.get(1)).isInstanceOf(Effect.Release.class);
        assertThat(hand.decided()).filteredOn(e -> e.body() instanceof Entry.Range).isEmpty();
    }

    @Test
    void untilItsClaimIsCommittedTheOneBeforeCountsAsReigning() {
        Hand hand = claimingWithInput();
        assertThat(hand.role()).isEqualTo(Role.CLAIMING);
        assertThat(hand.epoch()).isEqualTo(1);
        assertThat(hand.reignEngine()).isEqualTo("b");
        hand.isCommitting = true;
        hand.step(hand.commitAnswered());
        assertThat(hand.epoch()).isEqualTo(2);
        assertThat(hand.reignEngine()).isEqualTo("a");
    }

    private static Hand withInput() {
        Hand hand = Hand.standingBy();
        hand.step(hand.input(0, RECORD));
        return hand;
    }

    private static Hand claimingWithInput() {
        Hand hand = withInput();
        hand.isCommitting = false;
        hand.entry(1, new Entry.Abdication("a"));
        return hand;
    }

    private static Effect.Commit firstCommit(Hand hand) {
        return hand.of(Effect.Commit.class).getFirst();
    }

    private static long recordsTaken(Effect.Commit commit) {
        return commit.entries().stream()
                .map(e -> EntryCodec.read(e).body())
                .mapToLong(b -> b instanceof Entry.Range r ? r.count() : 0)
                .sum();
    }

    private static List<Class<?>> kinds(Effect.Commit commit) {
        return commit.entries().stream()
                .<Class<?>>map(e -> EntryCodec.read(e).body().getClass())
                .toList();
    }

    private static List<Role> roles(Hand hand) {
        return hand.of(Effect.Announce.class).stream().map(Effect.Announce::role).toList();
    }
}
