package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups whose results come out otherwise each time they are made. */
class UnsteadyResultsTest {
    private static final String EDGE = "<edge source='s' target='a'/>";

    private static String windows(String sourceAttributes, String argument) {
        return "<window-source name='s' "
                + sourceAttributes
                + "><schema-string>id*:int64,g:string,v:double</schema-string></window-source>"
                + "<window-aggregate name='a'><expr-initialize><initializer type='int32'>"
                + "integer n = 0</initializer></expr-initialize><schema-string>g*:string,n:int64,"
                + "x:double</schema-string><output><field-expr>n = n + 1 return n</field-expr>"
                + "<field-expr>"
                + argument
                + "</field-expr></output></window-aggregate>";
    }

    @Test
    void aResultIsMadeOnceAChangeWhoeverAsksForIt() {
        String windows = windows("", "ESP_aSum(v)");
        Trial watched = new Trial("", windows, EDGE);
        List<String> out = watched.watch("a", true);
        watched.push("s", "I 1,a,1", "I 2,a,2", "I 3,b,4");
        assertThat(watched.retained("a")).containsExactlyInAnyOrder("a,2,3.0", "b,3,4.0");
        assertThat(watched.retained("a")).containsExactlyInAnyOrder("a,2,3.0", "b,3,4.0");
        watched.push("s", "U 1,a,5", "D 3,,");
        Trial restored = watched.restored();
        List<String> later = restored.watch("a", true);
        restored.push("s", "D 1,,", "D 2,,", "I 4,c,1");
        assertThat(out)
                .containsExactly(
                        "I a,1,1.0",
                        "U a,2,3.0 was a,1,1.0",
                        "I b,3,4.0",
                        "U a,4,7.0 was a,2,3.0",
                        "D b,3,4.0");
        assertThat(later).containsExactly("U a,5,2.0 was a,4,7.0", "D a,5,2.0", "I c,6,1.0");
        Trial alone = new Trial("", windows, EDGE);
        alone.push("s", "I 1,a,1", "I 2,a,2", "I 3,b,4", "U 1,a,5", "D 3,,");
        assertThat(alone.retained("a")).containsExactly("a,4,7.0");
    }

    @Test
    void whatARowBringsMustBeTheSameWhenItLeaves() {
        List<Problem> problems = check("", "ESP_aMax(v + rand())");
        assertThat(problems).singleElement().satisfies(p -> assertThat(p.isError()).isTrue());
        assertThat(problems.get(0).code().code()).isEqualTo("LS-3013");
        assertThat(problems.get(0).detail()).contains("when the row leaves");
        assertThat(check("", "ESP_aSum(today() - v)")).hasSize(1);
        assertThat(check("", "ESP_aLast(today()) + ESP_aCount(rand())")).isEmpty();
        assertThat(check("index='pi_EMPTY' insert-only='true'", "ESP_aMax(v + rand())")).isEmpty();
    }

    private static List<Problem> check(String sourceAttributes, String argument) {
        return Engine.check(Trial.project("", windows(sourceAttributes, argument), EDGE));
    }
}
