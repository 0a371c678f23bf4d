package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A column in which hardly a text comes twice is no longer looked up in the dictionary, so equal
 * texts get codes of their own. Nothing may show of it.
 */
class DistinctTextsTest {
    private static final String ROWS = "<schema-string>id*:int64,g:int32,t:string</schema-string>";

    private static final String FEW = "<retention type='bycount_sliding'>3</retention>";

    private static String aggregate(String name, String schema, String... expressions) {
        StringBuilder s = new StringBuilder("<window-aggregate name='" + name + "'>");
        s.append("<schema-string>").append(schema).append("</schema-string><output>");
        for (String e : expressions) {
            s.append("<field-expr>").append(e).append("</field-expr>");
        }
        return s.append("</output></window-aggregate>").toString();
    }

    private static final String WINDOWS =
            "<window-source name='s'>"
                    + ROWS
                    + FEW
                    + "</window-source>"
                    + "<window-source name='d'><schema-string>t*:string,n:int32</schema-string>"
                    + "</window-source>"
                    + "<window-filter name='f'><expression>t == 'twin'</expression></window-filter>"
                    + aggregate("a", "t*:string,n:int64", "ESP_aCount()")
                    + aggregate(
                            "b",
                            "g*:int32,distinct:int64,mode:string,min:string,max:string",
                            "ESP_aCountDistinct(t)",
                            "ESP_aMode(t)",
                            "ESP_aMin(t)",
                            "ESP_aMax(t)")
                    + "<window-join name='j'><join type='inner'><conditions><fields left='t'"
                    + " right='t'/></conditions></join><output><field-selection name='n'"
                    + " source='r_n'/></output></window-join>";

    private static final String EDGES =
            "<edge source='s' target='f a b'/><edge source='s' target='j' role='left'/>"
                    + "<edge source='d' target='j' role='right'/>";

    private static Trial filled(String windows, String edges) {
        Trial t = new Trial("", windows, edges);
        for (int k = 0; k < 70; k++) {
            String[] rows = new String[1_000];
            for (int i = 0; i < rows.length; i++) {
                int id = k * rows.length + i;
                rows[i] = "I " + id + ",0,text " + id;
            }
            t.push("s", rows);
        }
        return t;
    }

    /** Else the other test would show nothing. */
    @Test
    void equalTextsOfSuchAColumnAreKeptApart() {
        String source = "<window-source name='s'>" + ROWS + FEW + "</window-source>";
        Trial t = filled(source, "");
        int before = t.engine().pool().size();
        t.push("s", "I -1,1,twin", "I -2,1,twin", "I -3,1,twin");
        assertThat(t.engine().pool().size()).isEqualTo(before + 3);
        Trial few = new Trial("", source, "");
        before = few.engine().pool().size();
        few.push("s", "I -1,1,twin", "I -2,1,twin", "I -3,1,twin");
        assertThat(few.engine().pool().size()).isEqualTo(before + 1);
    }

    @Test
    void equalTextsAreGroupedComparedAndJoinedAllTheSame() {
        Trial t = filled(WINDOWS, EDGES);
        sameInEveryWindow(t);
        sameInEveryWindow(filled(WINDOWS, EDGES).restored());
    }

    private static void sameInEveryWindow(Trial t) {
        List<String> filter = t.watch("f", false);
        List<String> groups = t.watch("a", true);
        List<String> texts = t.watch("b", true);
        List<String> joined = t.watch("j", false);
        t.push("d", "I twin,7").push("s", "I -1,1,twin", "I -2,1,twin", "I -3,1,other");
        assertThat(filter).containsExactly("I -1,1,twin", "I -2,1,twin");
        assertThat(groups).contains("I twin,1", "U twin,2 was twin,1", "I other,1");
        assertThat(texts)
                .contains(
                        "I 1,1,twin,twin,twin",
                        "U 1,1,twin,twin,twin was 1,1,twin,twin,twin",
                        "U 1,2,twin,other,twin was 1,1,twin,twin,twin");
        assertThat(joined).containsExactly("I -1,7", "I -2,7");
        t.push("s", "U -3,1,twin", "U -1,1,gone");
        assertThat(filter).endsWith("I -3,1,twin", "D -1,1,twin");
        assertThat(groups)
                .endsWith("D other,1", "U twin,3 was twin,2", "U twin,2 was twin,3", "I gone,1");
        assertThat(t.retained("a")).containsExactlyInAnyOrder("twin,2", "gone,1");
        assertThat(t.retained("b")).containsExactly("1,2,twin,gone,twin");
        assertThat(t.bad()).isEmpty();
    }
}
