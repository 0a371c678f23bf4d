package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a window says about its expressions reaches every kind of window that has any. */
class ExpressionSettingsTest {
    private static final String FACTS = "<schema-string>id*:int64,g:string</schema-string>";

    private static String source(String name, String more) {
        return "<window-source name='" + name + "'>" + FACTS + more + "</window-source>";
    }

    /** A window of that kind that doubles the text g, with {@code settings} and {@code init}. */
    private static String doubling(String kind, String settings, String init, String call) {
        String output =
                switch (kind) {
                    case "filter" -> "<expression>" + call + " == 'abcda'</expression>";
                    case "aggregate" -> FACTS + "<output><field-expr>%s</field-expr></output>";
                    case "join" ->
                            "<join type='leftouter'><conditions><fields left='id' right='id'/>"
                                    + "</conditions></join><output><field-expr name='g'"
                                    + " type='string'>%s</field-expr></output>";
                    default -> FACTS + "<output><field-expr>%s</field-expr></output>";
                };
        return "<window-%s name='w' %s>%s%s</window-%s>"
                .formatted(kind, settings, init, output.formatted(call), kind);
    }

    private static List<String> out(String window, String edges) {
        Trial t = new Trial("", source("s", "") + source("d", "") + window, edges);
        List<String> out = t.watch("w", false);
        t.push("d", "I 1,abcd").push("s", "I 1,abcd");
        assertThat(t.bad()).isEmpty();
        return out;
    }

    private static List<String> out(String window) {
        String right = window.contains("window-join") ? "<edge source='d' target='w'/>" : "";
        return out(window, "<edge source='s' target='w'/>" + right);
    }

    @Test
    void theGreatestLengthOfTextsHoldsForEveryKindOfWindow() {
        String five = "exp-max-string='5'";
        assertThat(out(doubling("compute", five, "", "g &amp; g"))).containsExactly("I 1,abcda");
        assertThat(out(doubling("compute", "", "", "g &amp; g"))).containsExactly("I 1,abcdabcd");
        assertThat(out(doubling("filter", five, "", "(g &amp; g)"))).containsExactly("I 1,abcd");
        assertThat(out(doubling("filter", "", "", "(g &amp; g)"))).isEmpty();
        assertThat(out(doubling("aggregate", five, "", "ESP_aLast(g &amp; g)")))
                .containsExactly("I 1,abcda");
        assertThat(out(doubling("join", five, "", "l_g &amp; r_g"))).containsExactly("I 1,abcda");
    }

    @Test
    void initialisersAndUserFunctionsServeEveryKindOfWindow() {
        String init =
                "<expr-initialize><initializer type='string'>string tail = 'a'</initializer><udfs>"
                        + "<udf name='ended' type='string'>parameter(1) &amp; tail</udf></udfs>"
                        + "</expr-initialize>";
        assertThat(out(doubling("compute", "", init, "ended(g)"))).containsExactly("I 1,abcda");
        assertThat(out(doubling("filter", "", init, "ended(g)"))).containsExactly("I 1,abcd");
        assertThat(out(doubling("join", "", init, "ended(l_g)"))).containsExactly("I 1,abcda");
        assertThat(out(doubling("aggregate", "", init, "ESP_aLast(ended(g))")))
                .containsExactly("I 1,abcda");
    }

    @Test
    void aSplitterHasAnInitialiserAndUserFunctionsOfItsOwn() {
        String splitter =
                "<splitter-expr><expr-initialize><initializer type='int32'>integer seen = 0"
                        + "</initializer><udfs><udf name='slot' type='int32'>seen = seen + 1"
                        + " return seen % parameter(1)</udf></udfs></expr-initialize>"
                        + "<expression>slot(2)</expression></splitter-expr>";
        Trial t =
                new Trial(
                        "",
                        source("s", splitter) + "<window-copy name='w'/><window-copy name='x'/>",
                        "<edge source='s' target='w' slot='1'/>"
                                + "<edge source='s' target='x' slot='0'/>");
        List<String> odd = t.watch("w", false);
        List<String> even = t.watch("x", false);
        t.push("s", "I 1,a", "I 2,b", "I 3,c");
        assertThat(odd).containsExactly("I 1,a", "I 3,c");
        assertThat(even).containsExactly("I 2,b");
        Trial again = t.restored();
        List<String> next = again.watch("x", false);
        again.push("s", "I 4,d");
        assertThat(next).as("the count goes on from a snapshot").containsExactly("I 4,d");
    }

    @Test
    void aPartialUpdateOfAFactThatTheJoinDoesNotKeepIsABadEvent() {
        String stateless = source("s", "").replace("name='s'", "name='s' index='pi_EMPTY'");
        String join =
                "<window-join name='w'><join type='inner' no-regenerates='true'><conditions>"
                        + "<fields left='g' right='g'/></conditions></join><output>"
                        + "<field-selection name='n' source='r_n'/></output></window-join>";
        String dimension =
                "<window-source name='d'><schema-string>g*:string,n:int32</schema-string>"
                        + "</window-source>";
        Trial t =
                new Trial(
                        "",
                        stateless + dimension + join,
                        "<edge source='s' target='w'/><edge source='d' target='w'/>");
        List<String> out = t.watch("w", false);
        t.push("d", "I a,7").push("s", "I 1,a", "UP 1,a", "UP 2,a", "U 1,a");
        assertThat(out).containsExactly("I 1,7", "U 1,7");
        assertThat(t.bad()).hasSize(2);
        assertThat(t.bad().get(0)).startsWith("LS-3014 q/w ");
        assertThat(t.bad().get(1)).startsWith("LS-3002 q/w ");
    }
}
