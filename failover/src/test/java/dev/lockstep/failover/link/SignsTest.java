package dev.lockstep.failover.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignsTest {
    private static final long MS = 1_000_000;
    private static final Status OWN = standby(3, "", false);
    private static final Status CUT_OFF = standby(3, "", true);

    private final Signs signs = new Signs(Pace.standard(), 0);
    private long committed;
    private boolean isCutOff;

    private static Status standby(int epoch, String reigns, boolean isCutOff) {
        return new Status(Role.STANDBY, epoch, reigns, 1, 1, false, isCutOff);
    }

    private List<Fact> beat(String engine, Role role, int epoch, long atMs) {
        committed += 1;
        return signs.heard(
                new Message.Heartbeat(engine, role, epoch, committed, committed, false, isCutOff),
                atMs * MS);
    }

    private void tickEachTwentyUpTo(long fromMs, long toMs) {
        for (long t = fromMs; t <= toMs; t += 20) {
            assertThat(signs.tick(OWN, t * MS)).isEmpty();
        }
    }

    @Test
    void aHeartbeatOfAReignIsNewsOnceAndASignEachTime() {
        signs.joined("a", "h:1", 0);

        assertThat(beat("a", Role.ACTIVE, 3, 0))
                .containsExactly(new Fact.Heard(3), new Fact.Seen(3));
        assertThat(beat("a", Role.ACTIVE, 3, 100)).containsExactly(new Fact.Seen(3));
        assertThat(beat("a", Role.ACTIVE, 3, 101)).as("not more often than that").isEmpty();
        assertThat(beat("a", Role.STANDBY, 4, 200)).isEmpty();
        assertThat(beat("stranger", Role.ACTIVE, 9, 200)).isEmpty();
    }

    @Test
    void theConnectionOfTheOneThatReignsEndsAndThatIsCertain() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);
        signs.tick(OWN, 0);

        assertThat(signs.ended("a", true, MS))
                .containsExactly(new Fact.Suspected(3, "link reset", true));
        assertThat(signs.ended("a", true, MS)).as("once").isEmpty();
    }

    @Test
    void onlyTheLastOfSeveralConnectionsCounts() {
        signs.joined("a", "h:1", 0);
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);

        assertThat(signs.ended("a", true, MS)).isEmpty();
        assertThat(signs.ended("a", true, MS)).hasSize(1);
    }

    @Test
    void anEndThatThisEngineWantedOrTheOtherAnnouncedMeansNothing() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);
        assertThat(signs.ended("a", false, MS)).isEmpty();

        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);
        assertThat(signs.left("a", false)).isEmpty();
        assertThat(signs.ended("a", true, MS)).isEmpty();
    }

    @Test
    void theEndOfAStandbyMeansNothing() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.STANDBY, 3, 0);

        assertThat(signs.ended("a", true, MS)).isEmpty();
    }

    @Test
    void oneThatDiesWithItsClaimCommittedAndNeverTellsIsGoneForCertain() {
        signs.joined("b", "h:2", 0);
        beat("b", Role.CLAIMING, 3, 0);
        signs.tick(OWN, 0);
        assertThat(signs.ended("b", true, MS)).isEmpty();
        assertThat(signs.tick(standby(3, "a", false), 2 * MS)).as("not in the journal").isEmpty();

        assertThat(signs.tick(standby(4, "b", false), 25 * MS))
                .containsExactly(new Fact.Suspected(4, "link reset", true));
        assertThat(signs.tick(standby(4, "b", false), 50 * MS)).as("once").isEmpty();
    }

    @Test
    void whoseClaimComesLongBehindTheEndOfItsConnectionLives() {
        signs.joined("b", "h:2", 0);
        beat("b", Role.STANDBY, 3, 0);
        signs.tick(OWN, 0);
        signs.ended("b", true, MS);
        tickEachTwentyUpTo(20, 480);

        assertThat(signs.tick(standby(4, "b", false), 501 * MS)).isEmpty();
    }

    @Test
    void whoIsLinkedAgainOrEndedInOrderMayClaim() {
        for (String how : List.of("linked again", "not by the peer", "in order", "slept")) {
            signs.joined("b", "h:2", 0);
            beat("b", Role.CLAIMING, 3, 0);
            signs.tick(OWN, 0);
            if (how.equals("in order")) {
                signs.left("b", true);
            }
            long end = how.equals("slept") ? 9000 * MS : MS;
            signs.ended("b", !how.equals("not by the peer"), end);
            if (how.equals("linked again")) {
                signs.joined("b", "h:2", 2 * MS);
            }

            assertThat(signs.tick(standby(4, "b", false), end + 25 * MS)).as(how).isEmpty();
            if (how.equals("linked again")) {
                signs.ended("b", false, 50 * MS);
            }
        }
    }

    @Test
    void anEngineThatStopsInOrderIsGoneForCertain() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);

        assertThat(signs.left("a", true)).containsExactly(new Fact.Suspected(3, "left", true));
        assertThat(signs.ended("a", true, MS)).isEmpty();
    }

    @Test
    void anEngineThatGivesUpItsStateReignsNoMoreButOneThatHandsOverIsNotSuspected() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);
        assertThat(beat("a", Role.ASIDE, 3, 100))
                .containsExactly(new Fact.Suspected(3, "stepped down", true));
        assertThat(beat("a", Role.JOINING, 0, 200)).isEmpty();

        signs.joined("b", "h:2", 0);
        beat("b", Role.ACTIVE, 4, 0);
        beat("b", Role.HANDING_OVER, 4, 100);
        assertThat(beat("b", Role.STANDBY, 4, 200)).isEmpty();
    }

    @Test
    void oneThatSettlesACommitIsStillTheOneButGivesNoSign() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);
        assertThat(beat("a", Role.FENCING, 3, 100)).isEmpty();

        assertThat(signs.ended("a", true, 101 * MS))
                .containsExactly(new Fact.Suspected(3, "link reset", true));
    }

    @Test
    void fiveHeartbeatsThatDoNotComeAreSilenceAndOneThatComesEndsIt() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);
        tickEachTwentyUpTo(20, 480);

        assertThat(signs.tick(OWN, 500 * MS))
                .containsExactly(new Fact.Suspected(3, "silence", false));
        assertThat(signs.tick(OWN, 520 * MS)).as("once").isEmpty();
        assertThat(signs.all().get(0).isSilent()).isTrue();
        assertThat(beat("a", Role.ACTIVE, 3, 540)).containsExactly(new Fact.Seen(3));
        assertThat(signs.all().get(0).isSilent()).isFalse();
    }

    @Test
    void anEngineThatWasStoppedItselfDoesNotTakeOthersForSilentNorOldEndsForCertain() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);
        signs.tick(OWN, 0);

        assertThat(signs.ended("a", true, 9000 * MS))
                .containsExactly(new Fact.Suspected(3, "link reset", false));

        signs.joined("a", "h:1", 9000 * MS);
        beat("a", Role.ACTIVE, 3, 9000);
        assertThat(signs.tick(OWN, 20_000 * MS)).isEmpty();
        assertThat(signs.tick(OWN, 20_100 * MS)).isEmpty();
    }

    @Test
    void oneThatReignsButCommitsNothingGivesNoSign() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 0);
        Message.Heartbeat same = new Message.Heartbeat("a", Role.ACTIVE, 3, 9, 9, false, false);
        assertThat(signs.heard(same, 100 * MS)).containsExactly(new Fact.Seen(3));
        assertThat(signs.heard(same, 1100 * MS)).containsExactly(new Fact.Seen(3));

        assertThat(signs.heard(same, 1200 * MS)).isEmpty();
        committed = 10;
        assertThat(beat("a", Role.ACTIVE, 3, 1300)).containsExactly(new Fact.Seen(3));
    }

    @Test
    void oneThatBrokersDoNotServeIsSuspectedAndGivesNoSignAsLongAsThatLasts() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.ACTIVE, 3, 600);

        isCutOff = true;
        assertThat(beat("a", Role.ACTIVE, 3, 700))
                .containsExactly(new Fact.Suspected(3, "cut off from the brokers", false));
        isCutOff = false;
        assertThat(beat("a", Role.ACTIVE, 3, 800)).containsExactly(new Fact.Seen(3));
    }

    @Test
    void whoIsCutOffFromBrokersItselfBlamesNobodyUntilItHasListenedAgain() {
        signs.joined("a", "h:1", 0);
        isCutOff = true;
        assertThat(signs.tick(CUT_OFF, 900 * MS)).isEmpty();
        assertThat(beat("a", Role.ACTIVE, 3, 1000)).contains(new Fact.Seen(3));
        assertThat(signs.tick(OWN, 1025 * MS)).isEmpty();
        assertThat(beat("a", Role.ACTIVE, 3, 1399)).containsExactly(new Fact.Seen(3));

        assertThat(beat("a", Role.ACTIVE, 3, 1400))
                .containsExactly(new Fact.Suspected(3, "cut off from the brokers", false));
    }

    @Test
    void aStandbyThatIsCutOffIsNotSuspectedOfAnything() {
        signs.joined("a", "h:1", 0);
        isCutOff = true;
        assertThat(beat("a", Role.STANDBY, 3, 900)).isEmpty();
        assertThat(signs.all()).allMatch(PeerStatus::isOutOfLine);
    }

    @Test
    void peersAreShownAsTheyWereHeard() {
        signs.joined("a", "h:1", 0);
        beat("a", Role.STANDBY, 3, 0);

        assertThat(signs.all())
                .containsExactly(
                        new PeerStatus("a", "h:1", Role.STANDBY, 3, 1, 1, false, false, false));
        assertThat(signs.isLinked("h:1")).isTrue();
        signs.ended("a", true, 0);
        assertThat(signs.isLinked("h:1")).isFalse();
    }
}
