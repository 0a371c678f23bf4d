package dev.lockstep.failover.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final long LAG = Membership.LAG_STEP;

    private final Membership membership = new Membership("me");

    private static Member member(String engine, long number, Role role, int epoch, long index) {
        return new Member("p", engine, number, "h:1", role, epoch, index, 0);
    }

    private static Member standby(String engine, long number, long index) {
        return member(engine, number, Role.STANDBY, 1, index);
    }

    @Test
    void standbysThatCameEarlierAreBeforeAndTheOneThatReignsIsNot() {
        List<Fact> facts =
                membership.changed(
                        List.of(
                                member("a", 1, Role.ACTIVE, 1, 100),
                                standby("b", 2, 99),
                                standby("me", 3, 100),
                                standby("c", 4, 100)));

        assertThat(facts).containsExactly(new Fact.Heard(1), new Fact.Ranked(1));
    }

    @Test
    void whoLagsYieldsToWhoDoesNot() {
        List<Member> told =
                List.of(
                        member("a", 1, Role.ACTIVE, 1, 5 * LAG),
                        standby("me", 2, LAG),
                        standby("c", 3, 5 * LAG - 1),
                        standby("d", 4, LAG / 2));

        assertThat(membership.changed(told)).contains(new Fact.Ranked(1));
    }

    @Test
    void nobodyWaitsForAStandbyThatIsPaused() {
        Member first = standby("b", 2, 10);
        Member paused = first.withProgress(first.role(), first.epoch(), first.index(), true);
        Member own = standby("me", 3, 10);
        assertThat(membership.changed(List.of(first, own))).containsExactly(new Fact.Ranked(1));
        assertThat(membership.changed(List.of(paused, own))).containsExactly(new Fact.Ranked(0));
        assertThat(membership.heard("b", Role.STANDBY, 1, 10, false))
                .containsExactly(new Fact.Ranked(1));
        assertThat(membership.heard("b", Role.STANDBY, 1, 10, true))
                .containsExactly(new Fact.Ranked(0));
    }

    @Test
    void whoHandsOverNamesTheFirstInLineThatCouldTakeOver() {
        Member own = member("me", 1, Role.ACTIVE, 1, 10);
        Member joining = standby("b", 2, 10).withProgress(Role.PROVING, 1, 10, false);
        Member paused = standby("c", 3, 10).withProgress(Role.STANDBY, 1, 10, true);
        membership.changed(List.of(own, joining, paused, standby("d", 4, 10), standby("e", 5, 10)));
        assertThat(membership.next()).isEqualTo("d");
        membership.changed(List.of(own, joining, paused));
        assertThat(membership.next()).isEmpty();
    }

    @Test
    void theLastInLineIsWhoeverCouldTakeOverAfterAllOthers() {
        Member active = member("a", 1, Role.ACTIVE, 1, 10);
        Member before = standby("b", 2, 10);
        membership.changed(List.of(active, before, standby("me", 3, 10)));
        assertThat(membership.isLast()).isTrue();
        membership.changed(List.of(active, before, standby("me", 3, 10), standby("c", 4, 10)));
        assertThat(membership.isLast()).isFalse();
        Member own = standby("me", 3, 10);
        membership.changed(
                List.of(active, own, standby("c", 4, 10).withProgress(Role.ASIDE, 1, 10, false)));
        assertThat(membership.isLast()).isTrue();
        membership.changed(List.of(active, before, own.withProgress(own.role(), 1, 10, true)));
        assertThat(membership.isLast()).isFalse();
        membership.changed(List.of(before, member("me", 3, Role.ACTIVE, 1, 10)));
        assertThat(membership.isLast()).isFalse();
    }

    @Test
    void oneThatIsNotHealthyIsBehindEveryStandbyAndBeforeNone() {
        List<Member> told =
                List.of(
                        member("me", 1, Role.CATCHING_UP, 1, 5),
                        member("b", 2, Role.ASIDE, 1, 5),
                        standby("c", 3, 5),
                        standby("d", 4, 5));

        assertThat(membership.changed(told)).containsExactly(new Fact.Ranked(2));
        assertThat(membership.changed(List.of(standby("me", 9, 5), told.get(1))))
                .containsExactly(new Fact.Ranked(0));
    }

    @Test
    void aRankIsToldOnlyWhenItChanges() {
        assertThat(membership.changed(List.of(standby("me", 1, 5)))).isNotEmpty();
        assertThat(membership.changed(List.of(standby("me", 1, 6)))).isEmpty();
    }

    @Test
    void oneWithoutANumberIsLast() {
        assertThat(membership.changed(List.of(standby("me", -1, 5), standby("z", 7, 5))))
                .containsExactly(new Fact.Ranked(1));
    }

    @Test
    void anOwnReignIsNoNewsAndAnOlderOneNeither() {
        assertThat(membership.changed(List.of(member("me", 1, Role.ACTIVE, 7, 5))))
                .noneMatch(f -> f instanceof Fact.Heard);
        assertThat(membership.changed(List.of(member("b", 1, Role.ACTIVE, 6, 5))))
                .noneMatch(f -> f instanceof Fact.Heard);
        assertThat(membership.changed(List.of(member("b", 1, Role.ACTIVE, 8, 5))))
                .contains(new Fact.Heard(8));
    }

    @Test
    void aClaimIsNoReignYet() {
        assertThat(membership.changed(List.of(member("b", 1, Role.CLAIMING, 8, 5))))
                .noneMatch(f -> f instanceof Fact.Heard);
        assertThat(membership.reigning()).isNull();
    }

    @Test
    void theNodeOfTheOneThatReignsGoesAwayAndItIsSuspectedWithDoubt() {
        Member active = member("a", 1, Role.ACTIVE, 3, 5);
        membership.changed(List.of(active, standby("me", 2, 5)));

        assertThat(membership.gone(standby("b", 3, 5))).isEmpty();
        assertThat(membership.gone(active))
                .containsExactly(new Fact.Suspected(3, "coordinator", false));
        assertThat(membership.gone(active)).as("once").isEmpty();
    }

    @Test
    void oneThatSettlesACommitReignsStill() {
        membership.changed(List.of(member("a", 1, Role.ACTIVE, 3, 5)));
        Member settling = member("a", 1, Role.FENCING, 3, 5);
        membership.changed(List.of(settling));

        assertThat(membership.gone(settling)).hasSize(1);
    }

    @Test
    void oneThatHasSteppedDownIsNotSuspected() {
        membership.changed(List.of(member("a", 1, Role.ACTIVE, 3, 5)));
        Member down = standby("a", 1, 5);
        membership.changed(List.of(down));

        assertThat(membership.gone(down)).isEmpty();
    }

    @Test
    void whatALinkTellsIsFresherThanTheCoordinatorUntilItEnds() {
        Member stale = member("b", 1, Role.CATCHING_UP, 1, 5);
        List<Member> told = List.of(stale, standby("me", 2, 5));
        membership.changed(told);

        assertThat(membership.heard("b", Role.STANDBY, 1, 9, false))
                .containsExactly(new Fact.Ranked(1));
        assertThat(membership.changed(told)).isEmpty();
        membership.unlinked("b");
        assertThat(membership.changed(told)).containsExactly(new Fact.Ranked(0));
        assertThat(membership.heard("stranger", Role.STANDBY, 1, 9, false)).isEmpty();
    }

    @Test
    void whoTellsThatItIsTakingOverIsGivenTimeForAsLongAsItsLinkLives() {
        Membership membership = new Membership("me");
        membership.changed(List.of(standby("b", 1, 5), standby("me", 2, 5)));

        assertThat(membership.heard("b", Role.FENCING, 1, 5, false))
                .containsExactly(new Fact.UnderWay(true));
        assertThat(membership.heard("b", Role.CLAIMING, 1, 5, false)).isEmpty();
        assertThat(membership.unlinked("b")).containsExactly(new Fact.UnderWay(false));
        membership.heard("b", Role.CLAIMING, 1, 5, false);
        assertThat(membership.heard("b", Role.ACTIVE, 2, 6, false))
                .contains(new Fact.UnderWay(false));
    }
}
