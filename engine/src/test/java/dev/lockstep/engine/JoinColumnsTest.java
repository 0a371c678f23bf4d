package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts that nobody keeps are joined the same in large blocks, column by column, as one by one. */
class JoinColumnsTest {
    private static final int FACTS = 40;

    private static Trial trial(String type, boolean isWithNulls) {
        String fact = isWithNulls ? "id*:int64,b:string,p:double" : "id*:int64,b:string,p:int32";
        return new Trial(
                "",
                "<window-source name='facts' index='pi_EMPTY' insert-only='true'><schema-string>"
                        + fact
                        + "</schema-string></window-source>"
                        + "<window-source name='rates' index='pi_HASH'><schema-string>"
                        + "b*:string,rate:double,text:string</schema-string></window-source>"
                        + "<window-join name='joined' index='pi_EMPTY'><join type='"
                        + type
                        + "' no-regenerates='true'>"
                        + "<conditions><fields left='b' right='b'/></conditions></join><output>"
                        + "<field-selection name='b' source='l_b'/>"
                        + "<field-selection name='rate' source='r_rate'/>"
                        + "<field-selection name='text' source='r_text'/>"
                        + "<field-expr name='fee' type='double'>l_p * r_rate</field-expr>"
                        + "<field-expr name='said' type='string'>r_text &amp; l_b</field-expr>"
                        + "</output></window-join>",
                "<edge source='facts' target='joined' role='left'/>"
                        + "<edge source='rates' target='joined' role='right'/>");
    }

    private static String[] facts(int from, boolean isWithNulls) {
        List<String> events = new ArrayList<>();
        for (int i = from; i < from + FACTS; i++) {
            boolean isNull = isWithNulls && i % 7 == 0;
            events.add("I " + i + "," + (isNull ? "" : "b" + i % 5) + "," + (isNull ? "" : i));
        }
        return events.toArray(new String[0]);
    }

    private static void push(Trial trial, boolean inBlocks, String[] events) {
        if (inBlocks) {
            trial.push("facts", events);
            return;
        }
        for (String e : events) {
            trial.push("facts", e);
        }
    }

    private static List<String> run(String type, boolean inBlocks, boolean isWithNulls) {
        Trial trial = trial(type, isWithNulls);
        List<String> out = trial.watch("joined", false);
        trial.push("rates", "I b0,0.5,zero", "I b1,1.5,one", "I b3,3.5,");
        push(trial, inBlocks, facts(0, isWithNulls));
        trial.push("rates", "D b1,,", "I b2,2.5,two", "U b0,10,zero");
        push(trial, inBlocks, facts(FACTS, isWithNulls));
        trial.push("rates", "I b1,11,one");
        push(trial, inBlocks, facts(2 * FACTS, isWithNulls));
        return out;
    }

    @ParameterizedTest
    @CsvSource({"leftouter,false", "leftouter,true", "inner,false", "inner,true"})
    void blocksGiveWhatSingleEventsGive(String type, boolean isWithNulls) {
        List<String> out = run(type, true, isWithNulls);
        assertThat(out).isEqualTo(run(type, false, isWithNulls));
        assertThat(out).contains("I 50,b0,10.0,zero,500.0,zerob0");
        boolean isInner = type.equals("inner");
        assertThat(out.stream().anyMatch(l -> l.startsWith("I 4,"))).isEqualTo(!isInner);
        assertThat(out.stream().anyMatch(l -> l.startsWith("I 41,"))).isEqualTo(!isInner);
        assertThat(out.stream().filter(l -> l.startsWith("I 81,")).toList())
                .containsExactly("I 81,b1,11.0,one,891.0,oneb1");
    }
}
