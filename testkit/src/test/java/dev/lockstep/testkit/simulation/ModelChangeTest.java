package dev.lockstep.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.replica.SnapshotHead;
import dev.lockstep.failover.role.Role;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine that has taken over the state of another version of the project. */
class ModelChangeTest {
    private static final byte[] RECORD = {1, 2, 3};
    private static final String BEFORE = new LedgerModel(1).identity().getOrDefault("model", "");
    private static final String NOT_YET = "model is next here and " + BEFORE + " in the journal";
    private static final UUID ALONE = new UUID(1, 1);
    private static final UUID SHARED = new UUID(1, 2);
    private static final UUID ANEW = new UUID(1, 3);

    private final OtherVersion next = new OtherVersion("next");

    @Test
    void whoWasToldToCarryTheStateOverDecidesTheChangeFirstOfAllInItsReign() {
        Hand hand = carried(Hand.standingBy(), Fact.Version.CHANGES);
        hand.step();
        long before = next.state();
        hand.isCommitting = false;
        hand.pass(3000);
        assertThat(hand.decided())
                .singleElement()
                .satisfies(e -> assertThat(e.body()).isInstanceOf(Entry.Reign.class));
        hand.effects.clear();
        hand.step(hand.commitAnswered());
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
        assertThat(hand.decided().getFirst())
                .isEqualTo(
                        new Entry(
                                4,
                                2,
                                2_000_000_000_000L,
                                new Entry.ModelChange(next.identity(), hand.topics)));
        assertThat(next.state()).as("the change itself changes nothing").isEqualTo(before);
        hand.isCommitting = true;
        hand.step(hand.commitAnswered());
        hand.step(hand.payload(8));
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
        assertThat(hand.acknowledged()).containsExactly(8L);
        assertThat(hand.decided()).filteredOn(e -> isChange(e.body())).hasSize(1);
    }

    @Test
    void itGoesOnInEachInputWhereTheVersionBeforeHasComeTo() {
        Hand before = new Hand(0);
        before.topics =
                List.of(
                        input("cq/in", ALONE, 0, 0),
                        input("cq/a", SHARED, 0, 0),
                        input("cq/b", SHARED, 0, 0),
                        input("cq/in", ALONE, 1, 0));
        before.standBy();
        before.bring(0, 3, RECORD);
        before.bring(1, 9, RECORD);
        before.bring(2, 5, RECORD);
        before.bring(3, 7, RECORD);
        Hand hand = carried(before, Fact.Version.CHANGES);
        hand.topics =
                List.of(
                        input("cq/a", SHARED, 0, 1),
                        input("cq/in", ALONE, 1, 1),
                        input("cq/in", ALONE, 0, 1),
                        input("cq/renamed", SHARED, 0, 1),
                        input("cq/renamed", ALONE, 0, 1),
                        input("cq/in", ANEW, 0, 2),
                        input("cq/b", SHARED, 1, 1));
        hand.pass(3000);

        assertThat(positions(hand))
                .as("of the same window; of another partition of it")
                .startsWith(9L, 7L, 3L)
                .as("of a window of another name: the smallest of several; the only one")
                .containsSequence(5L, 3L)
                .as("of a topic that was made anew, and of a partition that is new")
                .endsWith(2L, 1L);
        assertThat(hand.of(Effect.FollowInput.class))
                .extracting(Effect.FollowInput::from)
                .containsExactlyElementsOf(positions(hand));
        assertThat(hand.of(Effect.FollowInput.class))
                .extracting(Effect.FollowInput::topic)
                .extracting(Entry.Input::source)
                .containsExactlyElementsOf(hand.topics.stream().map(Entry.Input::source).toList());
    }

    @Test
    void whatWasPublishedToTheVersionBeforeIsAcknowledgedAndNotTakenOnceMore() {
        Hand before = Hand.standingBy();
        before.entry(1, new Entry.Payload("ledger/calls", "client", 5, RECORD));
        Hand hand = carried(before, Fact.Version.CHANGES);
        hand.pass(3000);
        hand.step(hand.payload(5), hand.payload(6));
        assertThat(hand.payloads()).containsExactly(5L, 6L);
        assertThat(hand.acknowledged()).containsExactly(5L, 6L);
    }

    @Test
    void whoMayNotDecideItWaitsForTheJournalAndSaysSoOnce() {
        Hand hand = carried(Hand.standingBy(), Fact.Version.TAKEN_OVER);
        hand.pass(5000);
        assertThat(hand.role()).isEqualTo(Role.CATCHING_UP);
        assertThat(hand.reason())
                .contains("Waits for the journal to go over to this version of the project.")
                .contains(NOT_YET);
        assertThat(hand.of(Effect.Fence.class)).isEmpty();
        assertThat(hand.of(Effect.Alarm.class))
                .singleElement()
                .satisfies(ModelChangeTest::assertWaits);
    }

    @Test
    void onceAnotherEngineHasDecidedItWhoWaitedComesToStandBy() {
        Hand hand = carried(Hand.standingBy(), Fact.Version.TAKEN_OVER);
        hand.pass(1000);
        hand.entry(2, new Entry.Reign("c", "test"));
        assertThat(hand.role()).isEqualTo(Role.CATCHING_UP);
        hand.entry(2, new Entry.ModelChange(next.identity(), hand.topics));
        assertThat(hand.role()).isEqualTo(Role.PROVING);
        assertThat(hand.reason()).doesNotContain("Waits for");
        hand.entry(2, new Entry.Digest(next.digests()));
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.step(hand.input(0, RECORD));
        long before = next.state();
        hand.entry(2, hand.range(0, RECORD));
        assertThat(next.state()).isNotEqualTo(before);
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        assertThat(hand.of(Effect.Alarm.class)).hasSize(1);
    }

    @Test
    void behindTheChangeDigestsAreComparedAgain() {
        Hand hand = carried(Hand.standingBy(), Fact.Version.TAKEN_OVER);
        hand.entry(2, new Entry.Reign("c", "test"));
        hand.entry(2, new Entry.ModelChange(next.identity(), hand.topics));
        hand.entry(2, new Entry.Digest(new long[] {1, 2}));
        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertThat(hand.of(Effect.Alarm.class).getLast().problem().code())
                .isEqualTo(FailoverError.DIVERGED);
    }

    @Test
    void anEngineOfTwoThatMayBothDecideItFollowsTheOneThatDid() {
        Hand hand = carried(Hand.standingBy(), Fact.Version.CHANGES);
        hand.step();
        hand.entry(2, new Entry.Reign("c", "test"));
        hand.entry(2, new Entry.ModelChange(next.identity(), hand.topics));
        hand.entry(2, new Entry.Digest(next.digests()));
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.pass(5000);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
        assertThat(hand.decided()).noneMatch(e -> isChange(e.body()));
        assertThat(hand.of(Effect.Alarm.class)).isEmpty();
    }

    private static Stream<Entry.Body> stepped() {
        return Stream.of(
                new Entry.Range(0, 0, 1, 1, 1),
                new Entry.Tick(),
                new Entry.Payload("ledger/calls", "client", 1, RECORD),
                new Entry.End());
    }

    @ParameterizedTest
    @MethodSource("stepped")
    void whatTheVersionBeforeHasSteppedBehindTheStateThatWasTakenOverPutsAside(Entry.Body body) {
        for (Fact.Version version : List.of(Fact.Version.TAKEN_OVER, Fact.Version.CHANGES)) {
            Hand hand = carried(Hand.standingBy(), version);
            hand.pass(500);
            hand.entry(1, body);
            assertThat(hand.role()).as(version.name()).isEqualTo(Role.ASIDE);
            assertOther(hand.of(Effect.Alarm.class).getLast(), "the version before has gone on");
            assertOther(hand.of(Effect.Alarm.class).getLast(), NOT_YET);
        }
    }

    @Test
    void whoReignedAndWhatDigestsItHadDoesNotMatterBehindTheStateThatWasTakenOver() {
        Hand hand = carried(Hand.standingBy(), Fact.Version.TAKEN_OVER);
        hand.entry(1, new Entry.Digest(new long[] {1, 2}));
        hand.entry(1, new Entry.Abdication(""));
        hand.entry(2, new Entry.Reign("c", "test"));
        hand.entry(2, new Entry.Digest(new long[] {3, 4}));
        hand.pass(1000);
        assertThat(hand.role()).isEqualTo(Role.CATCHING_UP);
        assertThat(hand.reason()).contains("Waits for");
        hand.entry(2, new Entry.ModelChange(next.identity(), hand.topics));
        assertThat(hand.role()).isEqualTo(Role.PROVING);
    }

    @Test
    void anEngineOfTheVersionBeforeStepsAsideAtTheChange() {
        Hand hand = Hand.standingBy();
        hand.entry(2, new Entry.Reign("c", "test"));
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        hand.entry(2, new Entry.ModelChange(next.identity(), hand.topics));
        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertOther(
                hand.of(Effect.Alarm.class).getLast(),
                "From entry 4 on another version of the project goes on.");
        assertOther(
                hand.of(Effect.Alarm.class).getLast(),
                "model is " + BEFORE + " here and next in the journal");
    }

    @ParameterizedTest
    @EnumSource(names = {"TAKEN_OVER", "CHANGES"})
    void aChangeToAThirdVersionPutsAside(Fact.Version version) {
        Hand hand = carried(Hand.standingBy(), version);
        hand.entry(2, new Entry.Reign("c", "test"));
        hand.entry(2, new Entry.ModelChange(new OtherVersion("third").identity(), hand.topics));
        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertOther(
                hand.of(Effect.Alarm.class).getLast(),
                "model is next here and third in the journal");
    }

    @Test
    void aStateOfAnotherVersionThatNobodyMeantToTakeOverIsRefused() {
        Hand hand = carried(Hand.standingBy(), Fact.Version.SAME);
        hand.step();
        assertThat(hand.role()).isEqualTo(Role.ASIDE);
        assertOther(hand.of(Effect.Alarm.class).getLast(), NOT_YET);
    }

    @Test
    void noSnapshotIsGivenBeforeTheChangeAndOneOfTheNewVersionBehindIt() throws IOException {
        Hand waiting = carried(Hand.standingBy(), Fact.Version.TAKEN_OVER);
        waiting.pass(500);
        assertRefused(waiting.save());

        Hand hand = carried(Hand.standingBy(), Fact.Version.CHANGES);
        hand.step();
        assertRefused(hand.save());
        hand.isCommitting = false;
        hand.pass(3000);
        hand.step(hand.commitAnswered());
        Hand.Saved uncommitted = hand.save();
        assertThat(uncommitted.result()).as("the change is not committed yet").isNull();
        hand.isCommitting = true;
        hand.step(hand.commitAnswered());

        Hand.Saved saved = hand.save();
        assertThat(result(saved).failure()).isNull();
        SnapshotHead head =
                SnapshotHead.read(new DataInputStream(new ByteArrayInputStream(saved.content())));
        assertThat(head.identity()).isEqualTo(next.identity());
        assertThat(head.index()).isGreaterThanOrEqualTo(5);
        assertThat(head.inputsNext()).containsExactly(0L);
        assertJoins(hand, saved);
    }

    /** Who goes on from that snapshot has the same version, and needs no change. */
    private void assertJoins(Hand active, Hand.Saved saved) {
        OtherVersion joining = new OtherVersion("next");
        Hand hand = prepared(active, saved, joining, Fact.Version.SAME);
        hand.step();
        hand.entry(2, new Entry.Digest(next.digests()));
        assertThat(hand.role()).isEqualTo(Role.STANDBY);
        assertThat(joining.state()).isEqualTo(next.state());
    }

    private static Fact.SnapshotResult result(Hand.Saved saved) {
        return Objects.requireNonNull(saved.result(), "it is not answered");
    }

    private static void assertRefused(Hand.Saved saved) {
        assertThat(saved.content()).isEmpty();
        assertThat(result(saved).failure())
                .contains("it goes over to another version of the project");
    }

    private static void assertOther(Effect.Alarm alarm, String what) {
        assertThat(alarm.problem().code()).isEqualTo(FailoverError.OTHER_MODEL);
        assertThat(alarm.problem().toString()).contains("LS-7004", what);
    }

    private static void assertWaits(Effect.Alarm alarm) {
        assertThat(alarm.problem().code()).isEqualTo(FailoverError.WAITS_FOR_CHANGE);
        assertThat(alarm.problem().toString()).contains("LS-7015", NOT_YET);
    }

    private static boolean isChange(Entry.Body body) {
        return body instanceof Entry.ModelChange;
    }

    private static List<Long> positions(Hand hand) {
        return hand.decided().stream()
                .filter(e -> isChange(e.body()))
                .flatMap(e -> ((Entry.ModelChange) e.body()).inputs().stream())
                .map(Entry.Input::from)
                .toList();
    }

    private static Entry.Input input(String source, UUID topic, int partition, long from) {
        return new Entry.Input(source, "topic", topic, partition, from);
    }

    /** An engine of the next version with the state that one of the version before has now. */
    private Hand carried(Hand before, Fact.Version version) {
        return prepared(before, before.save(), next, version);
    }

    private static Hand prepared(
            Hand before, Hand.Saved saved, OtherVersion model, Fact.Version version) {
        assertThat(result(saved).failure()).isNull();
        Hand hand = new Hand(0);
        hand.journal.addAll(before.journal);
        hand.preparing =
                ticket -> {
                    try {
                        var in = new DataInputStream(new ByteArrayInputStream(saved.content()));
                        SnapshotHead head = SnapshotHead.read(in);
                        model.load(in);
                        return new Fact.Prepared(ticket, model, head.content(), version);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                };
        return hand;
    }

    @Test
    void aProjectThatHasEndedGoesOverToo() {
        Hand before = Hand.standingBy();
        before.entry(1, new Entry.End());
        Hand hand = carried(before, Fact.Version.CHANGES);
        hand.pass(40_000);
        assertThat(hand.role()).isEqualTo(Role.ACTIVE);
    }
}
