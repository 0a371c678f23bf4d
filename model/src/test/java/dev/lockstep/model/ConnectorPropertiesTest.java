package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectorPropertiesTest {
    private static List<String> problems(String active, String... values) {
        StringBuilder properties = new StringBuilder();
        for (String value : values) {
            properties.append("\n<property name='header'>").append(value).append("</property>");
        }
        String xml =
                "<project name='p'><contqueries><contquery name='q'><windows>"
                        + "<window-source name='s'><schema-string>id*:int64</schema-string>"
                        + "<connectors><connector class='fs' name='c' type='publish' active='"
                        + active
                        + "'><properties><property name='fsname'>f</property>"
                        + properties
                        + "</properties></connector></connectors>"
                        + "</window-source></windows></contquery></contqueries></project>";
        return ProjectReader.read(
                        xml.getBytes(StandardCharsets.UTF_8),
                        "m.xml",
                        name -> null,
                        new ReadOptions(List.of("fs"), false))
                .problems()
                .stream()
                .map(
                        p ->
                                p.severity()
                                        + " "
                                        + p.code().code()
                                        + "@"
                                        + p.where().line()
                                        + " "
                                        + p.detail())
                .toList();
    }

    @Test
    void ofTwoValuesOfAPropertyTheLastOneCountsAndIsWarnedOf() {
        assertThat(problems("true", "false", "true"))
                .containsExactly(
                        "WARNING LS-1021@3 Property header of the connector is given twice, as"
                                + " \"false\" and as \"true\"; the last one counts.");
        assertThat(problems("true", "1", " 1 ", "2"))
                .hasSize(2)
                .last()
                .asString()
                .contains("\"2\"");
    }

    @Test
    void aPropertyThatIsRepeatedIsAWarning() {
        assertThat(problems("true", "true", " true "))
                .containsExactly(
                        "WARNING LS-1021@3 Property header of the connector is given twice, as"
                                + " \"true\" both times.");
        assertThat(problems("true", "true")).isEmpty();
    }

    @Test
    void aConnectorThatIsNotActiveMaySayWhatItLikes() {
        assertThat(problems("false", "false", "true")).isEmpty();
    }
}
