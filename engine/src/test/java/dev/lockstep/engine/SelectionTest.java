package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A filter leaves its choice where it is for computations, and rows to everybody else. */
class SelectionTest {
    private static final String SCHEMA = "<schema-string>id*:int64,s:string,n:int32,d:double";
    private static final String WINDOWS =
            "<window-source name='in' index='pi_EMPTY' insert-only='true'>"
                    + SCHEMA
                    + "</schema-string></window-source>"
                    + "<window-filter name='some' index='pi_EMPTY'><expression>n &gt; 1"
                    + "</expression></window-filter>"
                    + "<window-compute name='twice' index='pi_EMPTY'>"
                    + SCHEMA
                    + ",t:string,p:double</schema-string><output><field-expr>s</field-expr>"
                    + "<field-expr>n</field-expr><field-expr>d</field-expr>"
                    + "<field-expr>s &amp; '!'</field-expr><field-expr>n * d</field-expr></output>"
                    + "</window-compute>";
    private static final String EDGES =
            "<edge source='in' target='some'/><edge source='some' target='twice'/>";
    private static final String[] EVENTS = {
        "I 1,a,1,0.5", "I 2,b,2,1.5", "I 3,,3,2.5", "I 4,d,,3.5", "I 5,e,5,"
    };

    @Test
    void aComputationSeesExactlyTheRowsThatPass() {
        Trial trial = new Trial("", WINDOWS, EDGES);
        List<String> out = trial.watch("twice", false);
        trial.push("in", EVENTS);
        assertThat(out).containsExactly("I 2,b,2,1.5,b!,3.0", "I 3,,3,2.5,!,7.5", "I 5,e,5,,e!,");
    }

    @Test
    void aListenerOfTheFilterGetsRowsWheneverItComes() {
        Trial trial = new Trial("", WINDOWS, EDGES);
        List<String> out = trial.watch("twice", false);
        trial.push("in", EVENTS);
        List<String> rows = trial.watch("some", false);
        trial.push("in", "I 6,f,1,1", "I 7,g,7,2.0");
        assertThat(rows).containsExactly("I 7,g,7,2.0");
        assertThat(out).hasSize(4).last().isEqualTo("I 7,g,7,2.0,g!,14.0");
        assertThat(trial.engine().stats("q/some").eventsOut()).isEqualTo(4);
        assertThat(trial.engine().stats("q/twice").eventsIn()).isEqualTo(4);
    }

    @Test
    void otherReadersOfTheFilterGetRowsAsWell() {
        Trial trial =
                new Trial(
                        "",
                        WINDOWS + "<window-copy name='kept' index='pi_HASH'/>",
                        EDGES + "<edge source='some' target='kept'/>");
        List<String> out = trial.watch("twice", false);
        List<String> kept = trial.watch("kept", false);
        trial.push("in", EVENTS);
        assertThat(kept).containsExactly("I 2,b,2,1.5", "I 3,,3,2.5", "I 5,e,5,");
        assertThat(out).hasSize(3).first().isEqualTo("I 2,b,2,1.5,b!,3.0");
    }

    @Test
    void twoComputationsTakeTheSameChoice() {
        Trial trial =
                new Trial(
                        "",
                        WINDOWS
                                + "<window-compute name='sum' index='pi_EMPTY'><schema-string>"
                                + "id*:int64,q:int64</schema-string><output>"
                                + "<field-expr>id + n</field-expr></output></window-compute>",
                        EDGES + "<edge source='some' target='sum'/>");
        List<String> out = trial.watch("twice", false);
        List<String> sums = trial.watch("sum", false);
        trial.push("in", EVENTS).push("in", "I 8,h,0,0", "I 9,i,9,0");
        assertThat(out).hasSize(4).last().isEqualTo("I 9,i,9,0.0,i!,0.0");
        assertThat(sums).containsExactly("I 2,4", "I 3,6", "I 5,10", "I 9,18");
    }

    @Test
    void expressionsThatActOnOneAnotherGoRowByRow() {
        Trial trial =
                new Trial(
                        "",
                        WINDOWS
                                + "<window-compute name='count' index='pi_EMPTY'>"
                                + "<expr-initialize><initializer><![CDATA[integer c;c = 0;]]>"
                                + "</initializer></expr-initialize>"
                                + "<schema-string>id*:int64,a:int64,b:int64</schema-string><output>"
                                + "<field-expr>c = c + 1; return c</field-expr>"
                                + "<field-expr>c = c + 10; return c</field-expr>"
                                + "</output></window-compute>",
                        EDGES + "<edge source='some' target='count'/>");
        List<String> counts = trial.watch("count", false);
        trial.push("in", EVENTS);
        assertThat(counts).containsExactly("I 2,1,11", "I 3,12,22", "I 5,23,33");
    }
}
