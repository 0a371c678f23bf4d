package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.window.Resources;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The facts that a join keeps for regeneration, and what is said about indexes beforehand. */
class KeptFactsTest {
    private static final String EDGES =
            "<edge source='f' target='j' role='left'/><edge source='d' target='j' role='right'/>";

    private static String windows(String fact, String dimension, String join, String sides) {
        return "<window-source name='f' "
                + fact
                + "<schema-string>id*:int64,k:string</schema-string>%s</window-source>"
                + "<window-source name='d' "
                + dimension
                + "><schema-string>k*:string,name:string</schema-string></window-source>"
                + "<window-join name='j' "
                + join
                + "><join type='leftouter' "
                + sides
                + "><conditions><fields left='k' right='k'/></conditions></join><output>"
                + "<field-selection name='k' source='l_k'/>"
                + "<field-selection name='name' source='r_name'/></output></window-join>";
    }

    private static String windows(
            String fact, String dimension, String join, String sides, String retention) {
        return windows(fact + ">", dimension, join, sides).formatted(retention);
    }

    private static Trial trial(String joinIndex) {
        return new Trial(
                "",
                windows("", "", "index='" + joinIndex + "'", "", ""),
                EDGES,
                new Resources(null, 3, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pi_HASH", "pi_EMPTY"})
    void aFactBeyondTheBoundIsABadEventAndLeavesNothingBehind(String joinIndex) {
        Trial t = trial(joinIndex);
        List<String> out = t.watch("j", false);
        t.push("f", "I 1,a", "I 2,a", "P 3,b", "I 4,a", "P 5,b");
        assertThat(out).containsExactly("I 1,a,", "I 2,a,", "I 3,b,");
        assertThat(t.bad()).containsExactly("LS-3020 q/j I,N,4,a", "LS-3020 q/j I,N,5,b");
        out.clear();
        t.push("d", "I a,anna");
        String renewed = joinIndex.equals("pi_HASH") ? "U " : "P ";
        assertThat(out).containsExactly(renewed + "1,a,anna", renewed + "2,a,anna");
        WindowStats stats = t.engine().stats("q/j");
        assertThat(stats.keptFacts()).isEqualTo(3);
        assertThat(stats.badEvents()).isEqualTo(2);
        assertThat(t.engine().stats("q/f").keptFacts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pi_HASH", "pi_EMPTY"})
    void keptFactsMayChangeAndADeletedOneMakesRoom(String joinIndex) {
        Trial t = trial(joinIndex);
        List<String> out = t.watch("j", false);
        t.push("f", "I 1,a", "I 2,a", "I 3,b", "U 2,c", "D 1", "I 4,a", "I 5,a");
        assertThat(out).containsExactly("I 1,a,", "I 2,a,", "I 3,b,", "U 2,c,", "D 1,a,", "I 4,a,");
        assertThat(t.bad()).containsExactly("LS-3020 q/j I,N,5,a");
        t.push("f", "U 5,b");
        assertThat(t.bad()).hasSize(2).last().isEqualTo("LS-3002 q/j U,N,5,b");
    }

    @Test
    void aTransactionalBlockThatGoesBeyondTheBoundIsRefusedWhole() {
        Trial t = trial("pi_HASH");
        List<String> out = t.watch("j", false);
        t.pushWhole("f", "I 1,a", "I 2,a", "I 3,a", "I 4,a");
        assertThat(out).isEmpty();
        assertThat(t.engine().stats("q/j").keptFacts()).isZero();
        assertThat(t.bad()).hasSize(4).anyMatch(b -> b.startsWith("LS-3020 q/j I,N,4"));
        t.push("f", "I 9,a");
        assertThat(out).containsExactly("I 9,a,");
    }

    private static List<String> codes(String windows) {
        return Engine.check(Trial.project("", windows, EDGES)).stream()
                .map(p -> p.severity() + " " + p.code().code())
                .toList();
    }

    @Test
    void factsThatOnlyEverComeAreWarnedOf() {
        String insertOnly = "insert-only='true'";
        assertThat(codes(windows(insertOnly, "", "", "", ""))).containsExactly("WARNING LS-3021");
        assertThat(codes(windows(insertOnly, "", "", "left-index='pi_EMPTY'", ""))).isEmpty();
        assertThat(codes(windows(insertOnly, "", "", "no-regenerates='true'", ""))).isEmpty();
        assertThat(codes(windows("", "", "", "", ""))).isEmpty();
        String retention = "<retention type='bycount_sliding'>10</retention>";
        assertThat(codes(windows(insertOnly, "", "", "", retention))).isEmpty();
    }

    @Test
    void anIndexThatCannotBeOnDiskIsWarnedOf() {
        String disk = "index='pi_HLEVELDB'";
        assertThat(codes(windows("", disk, disk, "", ""))).isEmpty();
        assertThat(codes(windows("", "", "", "right-index='pi_HLEVELDB'", ""))).isEmpty();
        assertThat(codes(windows(disk, "", "", "", ""))).containsExactly("WARNING LS-3022");
        assertThat(codes(windows(disk, "", "", "left-index='pi_HASH'", ""))).isEmpty();
        assertThat(codes(windows("", "", "", "left-index='pi_HLEVELDB'", "")))
                .containsExactly("WARNING LS-3022");
        String retention = "<retention type='bycount_sliding'>10</retention>";
        assertThat(codes(windows(disk, "", "", "no-regenerates='true'", retention)))
                .containsExactly("WARNING LS-3022");
        Problem warning =
                Engine.check(
                                Trial.project(
                                        "",
                                        """
                                        <window-source name='s'>
                                          <schema-string>id*:int64</schema-string>
                                        </window-source>
                                        <window-aggregate name='a' index='pi_HLEVELDB'>
                                          <schema-string>id*:int64,n:int64</schema-string>
                                          <output><field-expr>ESP_aCount()</field-expr></output>
                                        </window-aggregate>
                                        """,
                                        "<edge source='s' target='a'/>"))
                        .get(0);
        assertThat(warning.detail()).contains("aggregate window a");
    }
}
