package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.error.Problem;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is not supported is named, and nothing else is said because of it. */
class RefusalTest {
    private static final String TWO_SOURCES =
            "<window-source name='s'><schema-string>id*:int64,x:double</schema-string>"
                    + "</window-source>"
                    + "<window-source name='t'><schema-string>id*:int64,name:string"
                    + "</schema-string></window-source>\n";

    private static final String BOTH_EDGES =
            "<edge source='s' target='w'/><edge source='t' target='w'/>";

    private static List<String> errors(String windows, String edges, String more) {
        String xml =
                "<project name='p'><contqueries><contquery name='q'><windows>"
                        + TWO_SOURCES
                        + windows
                        + "</windows><edges>"
                        + edges
                        + "</edges></contquery></contqueries>"
                        + more
                        + "</project>";
        return ProjectReader.read(
                        xml.getBytes(StandardCharsets.UTF_8),
                        "m.xml",
                        name -> null,
                        new ReadOptions(List.of("fs"), false))
                .problems()
                .stream()
                .filter(Problem::isError)
                .map(p -> p.code().code() + "@" + p.where().line() + " " + p.detail())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "window-geofence, windows of this kind are not built yet",
        "window-lua, there is no Lua here yet",
        "window-python, there is no Python here",
        "window-custom, there is no Lua or Python here yet",
        "window-train, algorithms that learn and score are not built yet",
        "window-model-reader, it needs models that only SAS software reads",
        "window-procedural, it runs code that only SAS software runs"
    })
    void aKindOfWindowIsRefusedOnceWithItsReasonHoweverManyInputsItHas(String kind, String why) {
        String refusal = "LS-1009@2 The element " + kind + " of windows is refused: " + why + ".";
        for (String edges : List.of("", "<edge source='s' target='w'/>", BOTH_EDGES)) {
            assertThat(errors("<" + kind + " name='w'/>", edges, "")).containsExactly(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "filter, '<code>return true</code>', element code of window-filter",
        "compute, '<output><field-plug/></output>', element field-plug of output",
        "aggregate, '<output><field-plug/></output>', element field-plug of output"
    })
    void codeInPlaceOfAnExpressionIsRefusedAndNoExpressionIsMissed(
            String kind, String inside, String what) {
        String schema =
                kind.equals("filter") ? "" : "<schema-string>id*:int64,y:double</schema-string>";
        String window =
                "<window-" + kind + " name='w'>" + schema + inside + "</window-" + kind + ">";
        assertThat(errors(window, "<edge source='s' target='w'/>", ""))
                .singleElement()
                .asString()
                .startsWith("LS-1009@2 The " + what + " is refused: ");
        String empty = window.replace(inside, "");
        assertThat(errors(empty, "<edge source='s' target='w'/>", ""))
                .singleElement()
                .asString()
                .matches("LS-10(07|14)@2 .*");
    }

    @Test
    void whatAnAlgorithmThatIsNotBuiltReadsIsNotLookedAt() {
        String calculate =
                "<window-calculate name='w' algorithm='%s'><schema-string>id*:int64,y:double"
                        + "</schema-string><input-map><properties>"
                        + "<property name='input'>x,z</property></properties></input-map>"
                        + "</window-calculate>";
        String edge = "<edge source='s' target='w'/>";
        assertThat(errors(calculate.formatted("Centroid"), edge, ""))
                .containsExactly("LS-1009@2 Algorithm Centroid is not supported yet.");
        assertThat(errors(calculate.formatted("Summary"), edge, ""))
                .containsExactly("LS-1013@2 \"x,z\" is no number field of the input.");
    }

    @Test
    void anEngineOfRoutersOnlyIsRefusedForThem() {
        String routers = "<engine><esp-routers/></engine>";
        assertThat(
                        ProjectReader.read(
                                        routers.getBytes(StandardCharsets.UTF_8),
                                        "m.xml",
                                        name -> null,
                                        new ReadOptions(List.of(), false))
                                .problems())
                .singleElement()
                .hasToString(
                        "m.xml:1:9: LS-1009: The element esp-routers of engine is refused: routers"
                            + " between engines are not built yet. (see the reference of project"
                            + " XML for what is supported)");
    }

    @Test
    void theConnectorsOfARefusedWindowAreNotMissedInTheirGroup() {
        String groups =
                "\n<project-connectors><connector-groups><connector-group name='g'>"
                        + "<connector-entry connector='q/w/out' state='running'/>"
                        + "\n<connector-entry connector='q/s/out' state='running'/>"
                        + "\n<connector-entry connector='q/v/out' state='running'/>"
                        + "</connector-group></connector-groups></project-connectors>";
        String window =
                "<window-pattern name='w'><connectors><connector class='fs' name='out'/>"
                        + "</connectors></window-pattern>";
        assertThat(errors(window, BOTH_EDGES, groups))
                .containsExactly(
                        "LS-1009@2 The element window-pattern of windows is refused: windows of"
                                + " this kind are not built yet.",
                        "LS-1019@4 There is no connector q/s/out.",
                        "LS-1019@5 There is no connector q/v/out.");
    }
}
