package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CounterTest {
    private static Trial counting(String attributes) {
        String schema = "<schema-string>id*:int64,v:int32</schema-string>";
        return new Trial(
                "",
                "<window-source name='x'>"
                        + schema
                        + "</window-source><window-source name='y'>"
                        + schema
                        + "</window-source><window-counter name='n' "
                        + attributes
                        + "/>",
                "<edge source='x' target='n'/><edge source='y' target='n'/>");
    }

    @Test
    void everyEventShowsItsInputsCountAndRates() {
        Trial t = counting("");
        List<String> out = t.watch("n", false);
        t.push("x", "I 1,1").pass(2).push("y", "I 1,1").push("x", "U 1,2", "D 1,");
        assertThat(out)
                .containsExactly(
                        "I x,1,0.0,0.0,1,0.0,0.0",
                        "I y,1,0.0,0.0,1,0.0,0.0",
                        "U x,2,2.0,1.0,1,2.0,0.5",
                        "U x,3,2.0,1.5,1,0.0,0.0");
        assertThat(t.retained("n"))
                .containsExactlyInAnyOrder("x,3,2.0,1.5,1,0.0,0.0", "y,1,0.0,0.0,1,0.0,0.0");
    }

    @Test
    void aCountIntervalShowsTheInputsThatHaveCountedAnything() {
        Trial t = counting("index='pi_EMPTY' count-interval='2 seconds'");
        List<String> out = t.watch("n", false);
        t.pass(2).push("x", "I 1,1", "I 2,1").pass(1);
        assertThat(out).isEmpty();
        t.pass(1).push("x", "I 3,1").pass(2).pass(2);
        assertThat(out)
                .containsExactly(
                        "P x,2,2.0,1.0,2,2.0,1.0",
                        "P x,3,4.0,0.75,1,2.0,0.5",
                        "P x,3,6.0,0.5,0,2.0,0.0");
    }

    @Test
    void anInputThatIsIdleForTheClearIntervalStartsAnew() {
        Trial t = counting("clear-interval='3 seconds'");
        t.push("x", "I 1,1").push("y", "I 1,1").pass(2).push("y", "I 2,1").pass(1);
        t.push("x", "I 2,1").push("y", "I 3,1");
        assertThat(t.retained("n"))
                .containsExactlyInAnyOrder("x,1,0.0,0.0,1,0.0,0.0", "y,3,3.0,1.0,1,1.0,1.0");
    }

    @Test
    void countsGoOnFromASnapshot() {
        Trial t = counting("count-interval='4 seconds'");
        t.push("x", "I 1,1", "I 2,1").pass(3);
        Trial again = t.restored();
        List<String> out = again.watch("n", false);
        again.push("x", "I 3,1").pass(1);
        assertThat(out).containsExactly("I x,3,4.0,0.75,3,4.0,0.75");
    }

    private static Trial splitting(String edges, String... more) {
        return new Trial(
                "",
                "<window-source name='x'><splitter-expr><expression>v</expression></splitter-expr>"
                        + "<schema-string>id*:int64,v:int32</schema-string></window-source>"
                        + "<window-counter name='n'/>"
                        + String.join("", more),
                edges);
    }

    @Test
    void twoEdgesOfOneWindowThatCountInOneCauseLeaveOneChangeOfTheirKey() {
        Trial t =
                splitting(
                        "<edge source='x' target='n' slot='0'/>"
                                + "<edge source='x' target='n' slot='1'/>");
        List<String> out = t.watch("n", true);
        t.push("x", "I 1,0", "I 2,0").pass(2).push("x", "U 1,1");
        assertThat(out)
                .containsExactly(
                        "I x,1,0.0,0.0,1,0.0,0.0",
                        "U x,2,0.0,0.0,1,0.0,0.0 was x,1,0.0,0.0,1,0.0,0.0",
                        "U x,1,0.0,0.0,1,0.0,0.0 was x,2,0.0,0.0,1,0.0,0.0");
        assertThat(t.retained("n")).containsExactly("x,1,0.0,0.0,1,0.0,0.0");
    }

    @Test
    void aWindowBehindASlotHasTakenInTheRowsOfItsSlotOnly() {
        Trial t =
                splitting(
                        "<edge source='x' target='n' slot='0'/><edge source='x' target='c'/>",
                        "<window-copy name='c'/>");
        t.push("x", "I 1,0", "I 2,1", "I 3,2", "U 1,5", "U 2,0", "D 3,");
        assertThat(t.engine().stats("q/n").eventsIn()).isEqualTo(3);
        assertThat(t.engine().stats("q/c").eventsIn()).isEqualTo(6);
    }
}
