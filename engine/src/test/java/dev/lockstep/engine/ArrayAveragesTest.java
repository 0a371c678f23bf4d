package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayAveragesTest {
    private static final String SOURCE =
            "<window-source name='s'><schema-string>id*:int64,g:string,v:array(dbl),k:array(i32)"
                    + "</schema-string></window-source>";

    /** What stands for an array of one element, since its first byte says that it is missing. */
    private static final String ONE = "-element-";

    private static Trial trial(String type, String expression) {
        return new Trial(
                "",
                SOURCE
                        + "<window-aggregate name='a'><schema-string>g*:string,r:"
                        + type
                        + "</schema-string><output><field-expr>"
                        + expression
                        + "</field-expr></output></window-aggregate>",
                "<edge source='s' target='a'/>");
    }

    @Test
    void aRefusedBlockChangesNothing() {
        Trial t = trial("array(dbl)", "ESP_aAve(v)");
        t.push("s", "I 1,x," + ONE + ",");
        List<String> out = t.watch("a", true);
        t.pushWhole("s", "I 2,x," + ONE + ONE + ",", "I 3,," + ONE + ",");
        assertThat(out).isEmpty();
        assertThat(t.retained("a")).containsExactly("x,<9 bytes>");
        t.push("s", "I 4,x," + ONE + ONE + ONE + ",", "D 4,,,");
        assertThat(out)
                .containsExactly(
                        "U x,<27 bytes> was x,<9 bytes>", "U x,<9 bytes> was x,<27 bytes>");
    }

    @ParameterizedTest
    @CsvSource({
        "array(dbl), ESP_aAve(k)",
        "array(dbl), 'ESP_aAve(coalesce(v, v))'",
        "array(dbl), 'ESP_aAveTimed(v, 5)'",
        "int64, isnull(ESP_aAve(v))"
    })
    void arraysOfAnyTypeAreTaken(String type, String expression) {
        assertThat(trial(type, expression).retained("a")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "double, ESP_aAve(v), What is a blob or an array cannot become a real number.",
        "array(i32), ESP_aAve(k), array(i32)",
        "array(dbl), ESP_aSum(v), Function ESP_aSum cannot take (array(dbl)).",
        "array(dbl), 'ESP_aWAve(v, v)', 'Function ESP_aWAve cannot take (array(dbl), array(dbl)).'"
    })
    void whatAnAverageOfArraysIsNotIsSaidOnce(String type, String expression, String detail) {
        assertThatThrownBy(() -> trial(type, expression))
                .asInstanceOf(InstanceOfAssertFactories.type(LockstepException.class))
                .satisfies(
                        e ->
                                assertThat(e.problems())
                                        .filteredOn(Problem::isError)
                                        .singleElement()
                                        .extracting(
                                                Problem::detail, InstanceOfAssertFactories.STRING)
                                        .contains(detail));
    }
}
