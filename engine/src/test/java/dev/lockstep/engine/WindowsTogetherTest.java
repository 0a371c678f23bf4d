package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.event.EngineError;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTogetherTest {
    private static final String TRADES =
            "<window-source name='s' index='%s'"
                    + " %s><schema-string>id*:int64,symbol:string,price:double,qty:int32"
                    + "</schema-string>%s</window-source>";

    private static String trades(String index, String attributes) {
        return TRADES.formatted(index, attributes, "");
    }

    @Test
    void aFilterAndAComputeWindowPassOnWhatTheyShould() {
        Trial t =
                new Trial(
                        "index='pi_EMPTY'",
                        trades("pi_EMPTY", "insert-only='true'")
                                + "<window-filter name='f'><expression>qty &gt;= 100 and symbol !="
                                + " 'X'</expression></window-filter><window-compute"
                                + " name='c'><schema-string>id*:int64,symbol:string,value:double,twice:int32"
                                + "</schema-string><output><field-expr>upper(symbol)</field-expr><field-expr>price"
                                + " * qty</field-expr><field-expr>qty*2</field-expr></output></window-compute>",
                        "<edge source='s' target='f'/><edge source='f' target='c'/>");
        List<String> out = t.watch("c", true);
        t.push(
                "s",
                "I 1,ibm,2.5,100",
                "I 2,ibm,2.5,99",
                "I 3,X,1,1000",
                "I 4,,2,200",
                "I 5,sun,,300",
                "U 5,sun,1,1");
        assertThat(out).containsExactly("I 1,IBM,250.0,200", "I 5,SUN,,600");
        assertThat(t.bad()).containsExactly("LS-3005 q/s U,N,5,sun,1.0,1");
    }

    @Test
    void anAggregateFollowsASlidingCopy() {
        Trial t =
                new Trial(
                        "",
                        trades("pi_EMPTY", "insert-only='true'")
                                + "<window-copy name='c'><retention"
                                + " type='bycount_sliding'>2</retention></window-copy><window-aggregate"
                                + " name='a'>"
                                + "<schema-string>symbol*:string,n:int64,total:double,top:double</schema-string>"
                                + "<output><field-expr>ESP_aCount()</field-expr><field-expr>ESP_aSum(price*qty)"
                                + "</field-expr><field-expr>ESP_aMax(price)</field-expr></output></window-aggregate>",
                        "<edge source='s' target='c'/><edge source='c' target='a'/>");
        List<String> out = t.watch("a", true);
        t.push("s", "I 1,A,5,1", "I 2,A,3,1", "I 3,B,9,2", "I 4,B,1,1");
        assertThat(out)
                .containsExactly(
                        "I A,1,5.0,5.0",
                        "U A,2,8.0,5.0 was A,1,5.0,5.0",
                        "I B,1,18.0,9.0",
                        "UR A,1,3.0,3.0 was A,2,8.0,5.0",
                        "U B,2,19.0,9.0 was B,1,18.0,9.0",
                        "DR A,1,3.0,3.0");
    }

    @Test
    void aPiEmptyJoinRegeneratesFactsAsUpsertsInOrderOfArrival() {
        Trial t =
                new Trial(
                        "",
                        trades("pi_EMPTY", "insert-only='true'")
                                + "<window-aggregate"
                                + " name='a'><schema-string>symbol*:string,n:int64</schema-string><output>"
                                + "<field-expr>ESP_aCount()</field-expr></output></window-aggregate><window-join"
                                + " name='j' index='pi_EMPTY'><join"
                                + " type='leftouter'><conditions><fields left='symbol'"
                                + " right='symbol'/></conditions></join><output><field-selection"
                                + " name='symbol' source='l_symbol'/><field-selection name='n'"
                                + " source='r_n'/></output></window-join>",
                        "<edge source='s' target='a'/><edge source='s' target='j'"
                                + " role='left'/><edge source='a' target='j' role='right'/>");
        List<String> out = t.watch("j", true);
        t.push("s", "I 1,A,5,1", "I 2,A,3,1", "I 3,A,9,2");
        assertThat(out)
                .containsExactly("I 1,A,1", "P 1,A,2", "I 2,A,2", "P 1,A,3", "P 2,A,3", "I 3,A,3");
    }

    @Test
    void aTransactionalBlockWithABadEventLeavesNoTrace() {
        Trial t = new Trial("", trades("pi_HASH", ""), "");
        List<String> out = t.watch("s", true);
        t.push("s", "I 1,A,5,1")
                .pushWhole("s", "I 2,B,1,1", "U 1,A,6,1", "D 1", "I 1,C,1,1", "U 7,X,1,1")
                .pushWhole("s", "I 3,C,1,1", "UP 1,,7");
        assertThat(out).containsExactly("I 1,A,5.0,1", "I 3,C,1.0,1", "U 1,A,7.0,1 was 1,A,5.0,1");
        assertThat(t.retained("s")).containsExactlyInAnyOrder("1,A,7.0,1", "3,C,1.0,1");
        assertThat(t.bad()).hasSize(5);
    }

    @Test
    void journalTimeNeverGoesBackAlsoBehindASnapshot() {
        String source =
                "<window-source name='w'><schema-string>id*:int64</schema-string></window-source>";
        Trial t = new Trial("", source, "").pass(3);
        Trial restored = t.restored();
        for (Engine engine : List.of(t.engine(), restored.engine())) {
            long now = engine.timeMicros();
            engine.step(new JournalEntry.Heartbeat(now));
            assertThatExceptionOfType(LockstepException.class)
                    .isThrownBy(() -> engine.step(new JournalEntry.Heartbeat(now - 1)))
                    .satisfies(
                            e ->
                                    assertThat(e.problems().get(0).code())
                                            .isEqualTo(EngineError.TIME_GOES_BACK));
        }
    }

    /**
     * Which codes the dictionary has handed out, and in which slots the rows are, does not show.
     */
    @Test
    void aDigestIsOfTheContentAndOfNothingElse() {
        String source =
                "<window-source name='w'><schema-string>id*:string,t:string,d:double"
                        + "</schema-string></window-source>";
        Trial one = new Trial("", source, "").push("w", "I a,x,1.5", "I b,y,", "I c,,2");
        Trial other = new Trial("", source, "").push("w", "I z,b,9", "I y,a,9", "D z,,", "D y,,");
        other.push("w", "I c,,2").push("w", "I b,x,", "I a,c,1.5").pass(1);
        other.push("w", "U a,x,1.5", "U b,y,");
        long digest = one.engine().stateDigest("q/w");
        assertThat(other.engine().stateDigest("q/w")).isEqualTo(digest);
        assertThat(other.restored().engine().stateDigest("q/w")).isEqualTo(digest);
        for (String change : new String[] {"U a,x,1.25", "U c,y,2", "U b,,", "D a,,", "I d,,"}) {
            Trial changed = one.restored().push("w", change);
            assertThat(changed.engine().stateDigest("q/w")).as(change).isNotEqualTo(digest);
        }
    }
}
