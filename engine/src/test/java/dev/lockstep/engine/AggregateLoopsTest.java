package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where nobody wants old rows, loops over whole blocks give the same results as rows one by one.
 */
class AggregateLoopsTest {
    private static List<String> results(boolean wantsOld, String... functions) {
        StringBuilder fields = new StringBuilder();
        StringBuilder output = new StringBuilder();
        for (int f = 0; f < functions.length; f++) {
            fields.append(",r").append(f).append(":double");
            output.append("<field-expr>").append(functions[f]).append("</field-expr>");
        }
        Trial trial =
                new Trial(
                        "",
                        "<window-source name='in' index='pi_EMPTY' insert-only='true'>"
                                + "<schema-string>id*:int64,k:string,v:double,null:double"
                                + "</schema-string></window-source>"
                                + "<window-aggregate name='out'><schema-string>k*:string"
                                + fields
                                + "</schema-string><output>"
                                + output
                                + "</output></window-aggregate>",
                        "<edge source='in' target='out'/>");
        List<String> lines = trial.watch("out", wantsOld);
        trial.push("in", "I 1,a,5,50", "I 2,b,,60", "I 3,a,7,70", "I 4,a,,80", "I 5,b,9,");
        return lines.stream().map(l -> l.replaceAll(" was .*", "")).toList();
    }

    @Test
    void functionsOfFieldsGiveTheSameByBlockAsByRow() {
        String[] functions = {"ESP_aSum(v)", "ESP_aMax(v)", "ESP_aMin( v )", "ESP_aWAve(v, v)"};
        assertThat(results(false, functions))
                .isEqualTo(results(true, functions))
                .last()
                .isEqualTo("U b,9.0,9.0,9.0,9.0");
    }

    @Test
    void aWordOfTheLanguageIsNotTheFieldThatBearsItsName() {
        assertThat(results(false, "ESP_aMax(v)", "ESP_aAve(null)"))
                .isEqualTo(results(true, "ESP_aMax(v)", "ESP_aAve(null)"))
                .first()
                .isEqualTo("I a,5.0,");
    }
}
