package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Updates and the rows that they replace, whoever looks at them. */
class OldRowsTest {
    private static final String ROWS = "<schema-string>id*:int64,g:string,v:int32</schema-string>";

    private static String source(String attributes) {
        return "<window-source name='s' " + attributes + ">" + ROWS + "</window-source>";
    }

    @Test
    void aRowThatIsUpdatedAndTakenInOneHeartbeatLeavesAsItWasBefore() {
        Trial t =
                new Trial(
                        "",
                        source("pulse-interval='1 second'")
                                + "<window-copy name='c'><retention type='bytime_jumping'>2 seconds"
                                + "</retention></window-copy>",
                        "<edge source='s' target='c'/>");
        List<String> out = t.watch("c", false);
        t.push("s", "I 1,a,1").pass(1).push("s", "U 1,b,2").pass(1);
        assertThat(out).containsExactly("I 1,a,1", "D 1,a,1");
    }

    @Test
    void aRowThatAnUpdateMakesTooOldLeavesAsItWasBefore() {
        Trial t =
                new Trial(
                        "",
                        "<window-source name='s'><schema-string>id*:int64,at:stamp</schema-string>"
                                + "<retention type='bytime_sliding' field='at'>1 second</retention>"
                                + "</window-source>",
                        "");
        List<String> out = t.watch("s", false);
        t.push("s", "I 1,5000000", "I 2,5500000", "U 1,7");
        assertThat(out).containsExactly("I 1,5000000", "I 2,5500000", "D 1,5000000");
    }

    @Test
    void aFilterBehindAUnionWithoutIndexDecidesTheSameWhoeverListens() {
        String windows =
                source("")
                        + "<window-union name='u' index='pi_EMPTY'/><window-filter name='f'"
                        + " index='pi_EMPTY'><expression>v &gt; 5</expression></window-filter>";
        String edges = "<edge source='s' target='u'/><edge source='u' target='f'/>";
        Trial alone = new Trial("", windows, edges);
        Trial watched = new Trial("", windows, edges);
        watched.watch("u", true);
        List<String> out = alone.watch("f", false);
        List<String> same = watched.watch("f", false);
        String[] events = {"I 1,a,9", "U 1,b,1", "I 2,a,1", "U 2,b,2"};
        alone.push("s", events);
        watched.push("s", events);
        assertThat(same).containsExactly("I 1,a,9", "D 1,a,9");
        assertThat(out).isEqualTo(same);
    }

    @Test
    void oldRowsThatNobodyAskedForAreNotShown() {
        Trial t =
                new Trial(
                        "",
                        source("")
                                + "<window-aggregate name='a'><schema-string>g*:string,n:int64"
                                + "</schema-string><output><field-expr>ESP_aCount()</field-expr>"
                                + "</output></window-aggregate>",
                        "<edge source='s' target='a'/>");
        List<String> out = t.watch("a", false);
        t.push("s", "I 1,a,1", "I 2,a,1", "I 3,a,1", "U 1,a,2", "I 4,a,1", "U 1,b,2");
        assertThat(out)
                .containsExactly("I a,1", "U a,2", "U a,3", "U a,3", "U a,4", "U a,3", "I b,1");
    }

    @Test
    void aFilterOnTheOpcodeInsertsNoRowTwiceAndUpdatesNoneThatNeverPassed() {
        String[] events = {"I 1,a,1", "U 1,a,2", "U 1,a,3", "D 1,,", "I 1,a,4"};
        String filter =
                "<window-filter name='f'><expression>ESP_OPCODE != \"%s\"</expression>"
                        + "</window-filter><window-copy name='c'/>";
        String edges = "<edge source='s' target='f'/><edge source='f' target='c'/>";
        Trial noInserts = new Trial("", source("") + filter.formatted("I"), edges);
        List<String> out = noInserts.watch("c", true);
        noInserts.push("s", events);
        assertThat(out).containsExactly("I 1,a,2", "U 1,a,3 was 1,a,2", "D 1,a,3");
        assertThat(noInserts.bad()).isEmpty();
        Trial noDeletes = new Trial("", source("") + filter.formatted("D"), edges);
        out = noDeletes.watch("c", true);
        noDeletes.push("s", events);
        assertThat(out)
                .containsExactly(
                        "I 1,a,1", "U 1,a,2 was 1,a,1", "U 1,a,3 was 1,a,2", "U 1,a,4 was 1,a,3");
        assertThat(noDeletes.bad()).isEmpty();
    }
}
