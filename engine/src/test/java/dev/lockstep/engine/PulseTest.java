package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.engine.window.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;

class PulseTest {
    private static final String ROWS = "<schema-string>id*:int64,g:string,v:int32</schema-string>";

    private static String source(String attributes, String children) {
        return "<window-source name='s' " + attributes + ">" + ROWS + children + "</window-source>";
    }

    @Test
    void oneChangeAKeyLeavesInEachIntervalFromTheFirstOldRowToTheLast() {
        Trial t = new Trial("", source("pulse-interval='2 seconds'", ""), "");
        List<String> out = t.watch("s", true);
        t.push("s", "I 1,a,1", "I 2,b,1", "U 1,a,2").pass(1);
        assertThat(out).isEmpty();
        assertThat(t.retained("s")).containsExactlyInAnyOrder("1,a,2", "2,b,1");
        t.pass(1);
        assertThat(out).containsExactly("I 1,a,2", "I 2,b,1");
        out.clear();
        t.push("s", "D 2,,", "U 1,a,3", "I 2,c,9", "I 3,c,1", "D 3,,", "D 1,,").pass(2);
        assertThat(out).containsExactly("U 2,c,9 was 2,b,1", "D 1,a,2");
    }

    @Test
    void aWindowWithoutAnIndexLetsEverythingGoAsItWas() {
        Trial t = new Trial("", source("index='pi_EMPTY' pulse-interval='1 second'", ""), "");
        List<String> out = t.watch("s", true);
        t.push("s", "I 1,a,1", "P 1,a,2", "D 1,,").pass(1);
        assertThat(out).containsExactly("I 1,a,1", "P 1,a,2", "D 1,,");
    }

    @Test
    void whatWouldBeTooMuchToHoldLeavesBehindTheBlockThatMakesItSo() {
        Trial t =
                new Trial(
                        "",
                        source("pulse-interval='9 seconds'", ""),
                        "",
                        new Resources(null, 3, 3));
        List<String> out = t.watch("s", true);
        t.push("s", "I 1,a,1", "U 1,a,2").push("s", "I 2,b,1").pass(1);
        assertThat(out).isEmpty();
        t.push("s", "I 3,c,1", "U 2,b,7");
        assertThat(out).containsExactly("I 1,a,2", "I 2,b,7", "I 3,c,1");
        t.push("s", "U 3,c,4").pass(9);
        assertThat(out).hasSize(4).last().isEqualTo("U 3,c,4 was 3,c,1");
    }

    @Test
    void windowsBehindAPulseAreFedAtTheInterval() {
        Trial t =
                new Trial(
                        "",
                        source("pulse-interval='3 seconds'", "")
                                + "<window-copy name='c' output-insert-only='true'/>",
                        "<edge source='s' target='c'/>");
        List<String> out = t.watch("c", false);
        t.push("s", "I 1,a,1", "U 1,a,2").pass(2);
        assertThat(t.retained("c")).isEmpty();
        t.pass(1);
        assertThat(out).containsExactly("I 1,a,2");
        t.push("s", "U 1,a,3").pass(3);
        assertThat(out).hasSize(1);
        assertThat(t.retained("c")).containsExactly("1,a,3");
    }

    @Test
    void anExtremeBehindAPulseDoesNotTakeRowsToLeaveInTheOrderInWhichTheyCame() {
        Trial t =
                new Trial(
                        "",
                        source(
                                        "insert-only='true' pulse-interval='2 seconds'",
                                        "<retention type='bycount_sliding'>2</retention>")
                                + "<window-aggregate name='a'><schema-string>g*:string,m:int32"
                                + "</schema-string><output><field-expr>ESP_aMax(v)</field-expr>"
                                + "</output></window-aggregate>",
                        "<edge source='s' target='a'/>");
        List<String> out = t.watch("a", true);
        // row 3 goes, comes again and is the younger one, but leaves the pulse first
        t.push("s", "I 3,g,1", "I 4,g,7", "I 5,g,9", "I 3,g,1").pass(2);
        t.push("s", "I 6,g,2").pass(2);
        assertThat(out).containsExactly("I g,9", "U g,2 was g,9");
    }

    @Test
    void whatIsHeldSurvivesASnapshot() {
        String xml = source("pulse-interval='2 seconds'", "");
        Trial t = new Trial("", xml, "");
        t.push("s", "I 1,a,1", "I 2,b,1").pass(2).push("s", "U 1,a,2", "D 2,,").pass(1);
        Trial again = t.restored();
        List<String> out = again.watch("s", true);
        again.push("s", "U 1,z,3").pass(1);
        assertThat(out).containsExactly("U 1,z,3 was 1,a,1", "D 2,b,1");
    }

    @Test
    void aSubscribersSnapshotIsWhatHasLeftNotWhatIsHeld() {
        Trial t = new Trial("", source("pulse-interval='2 seconds'", ""), "");
        t.push("s", "I 1,a,1", "I 2,b,1", "I 3,c,1", "I 6,f,1").pass(2);
        t.push("s", "U 1,a,2", "D 2,,", "I 4,d,1", "I 5,e,1", "D 5,,", "D 6,,", "I 6,g,2");
        assertThat(t.shown("s")).containsExactlyInAnyOrder("1,a,1", "2,b,1", "3,c,1", "6,f,1");
        List<String> out = t.watch("s", true);
        t.pass(2);
        assertThat(out)
                .containsExactly("U 1,a,2 was 1,a,1", "D 2,b,1", "I 4,d,1", "U 6,g,2 was 6,f,1");
        assertThat(t.shown("s")).containsExactlyInAnyOrderElementsOf(t.retained("s"));
    }

    @Test
    void aSubscribersSnapshotGoesBackBehindEveryHeldChangeOfAKey() {
        Trial t =
                new Trial(
                        "use-retention-tracking='true'",
                        source(
                                "pulse-interval='2 seconds' index='pi_RBTREE'",
                                "<retention type='bycount_sliding'>2</retention>"),
                        "");
        t.push("s", "I 2,b,1", "I 1,a,1").pass(2);
        // row 2 goes by retention and comes again, which are two events of one key
        t.push("s", "I 3,c,1").push("s", "I 2,z,9");
        assertThat(t.shown("s")).containsExactly("1,a,1", "2,b,1");
    }
}
