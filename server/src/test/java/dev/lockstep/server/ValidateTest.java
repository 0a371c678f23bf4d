package dev.lockstep.server;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.projectWith;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.lockstep.server.Workplace.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValidateTest extends AtWorkplace {
    private Outcome validate(String... more) {
        List<String> all = new ArrayList<>(List.of("validate", place.model().toString()));
        all.addAll(List.of(more));
        return Workplace.execute(all.toArray(new String[0]));
    }

    @Test
    void aGoodModelIsValid() {
        place.model(project(source("s", "")));
        Outcome checked = validate();
        assertThat(checked.code()).isZero();
        assertThat(checked.out()).isEqualTo("The project is valid.\n");
    }

    @Test
    void whatIsAcceptedWithoutEffectIsShownWithItsReasonAndIsNoError() {
        place.model(
                projectWith(
                        "threads='4' use-tagged-token='true' port='1' luaroot='x'",
                        "",
                        source("s", "")));
        Outcome checked = validate();
        assertThat(checked.code()).isZero();
        assertThat(checked.out())
                .contains("note: ", "model.xml:1:1: LS-1018", "attribute threads")
                .contains("one writer", "use-tagged-token", "attribute port", "luaroot")
                .endsWith("The project is valid.\n");
    }

    @Test
    void aModelThatIsNotThereIsSaidToBeMissing() {
        Outcome checked = validate();
        assertThat(checked.code()).isEqualTo(4);
        assertThat(checked.err()).startsWith("LS-5001: There is no file " + place.model() + ".");
    }

    @Test
    void aSignTooManyIsNamedWithoutAListOfWhatElseCouldStandThere() {
        place.model(
                project(
                        source("s", "")
                                + window("filter", "f", "", "<expression>1 &gt; = 2</expression>")
                                + window("filter", "g", "", "<expression>(1 + 2</expression>"),
                        "s f",
                        "s g"));
        assertThat(validate().out())
                .contains("LS-2001: The expression cannot be read: '=' is not expected here. (")
                .contains("cannot be read: it ends too early; ')' is missing. (");
    }

    @Test
    void theNearestNameIsProposed() {
        place.model(
                project(
                        source("s", "")
                                + window("filter", "f", "", "<expression>idd &gt; 2</expression>")
                                + window("filter", "g", "", "<expression>isnul(id)</expression>")
                                + aggregate("a", "ESP_aCuont()")
                                + aggregate("b", "id"),
                        "s f",
                        "s g",
                        "s a",
                        "s b"));
        assertThat(validate().out())
                .contains("There is no field or variable idd. Did you mean id? (")
                .contains("There is no function isnul here. Did you mean isnull? (")
                .contains("There is no aggregate function ESP_aCuont. Did you mean ESP_aCount? (")
                .contains("There is no field or variable id. Rows of the input have it, groups do");
    }

    private static String aggregate(String name, String expression) {
        return window(
                "aggregate",
                name,
                "",
                "<schema-string>id*:int64,x:int64</schema-string><output><field-expr>"
                        + expression
                        + "</field-expr></output>");
    }

    @Test
    void everyProblemIsReportedAtOnceWithPlaceCodeAndRemedy() {
        String filter = window("filter", "f", "", "<expression>nn &gt; 1</expression>");
        String unknown = connectors(fs("c", "publish", "in.csv", "blocksiz", "1"));
        place.model(project(source("s", "", unknown) + filter, "s f"));
        Outcome checked = validate();
        assertThat(checked.code()).isEqualTo(2);
        assertThat(checked.out())
                .containsPattern("error: .*model.xml:3:\\d+: LS-4101: .*blocksiz.* \\(see .*\\)")
                .containsPattern("error: .*model.xml:\\d+:38: LS-2002: .*nn.* \\(use .*\\)")
                .endsWith("2 errors.\n");
    }

    @Test
    void problemsAreAlsoGivenAsJson() throws IOException {
        place.model(projectWith("threads='4' thrads='5'", "", source("s", "")));
        Outcome checked = validate("--format", "json");
        assertThat(checked.code()).isEqualTo(2);
        List<Map<String, String>> all = objects(checked.out());
        assertThat(all).hasSize(2);
        assertThat(all.get(1))
                .containsEntry("severity", "error")
                .containsEntry("code", "LS-1005")
                .containsEntry("document", place.model().toString())
                .containsEntry("line", "1")
                .containsEntry("column", "1")
                .containsEntry("hint", "correct its name or remove it");
        assertThat(all.get(1).get("message")).contains("thrads").contains("Did you mean threads?");
        assertThat(all.get(0)).containsEntry("severity", "note");
        place.model(project(source("s", "")));
        checked = validate("--format", "json");
        assertThat(checked.code()).isZero();
        assertThat(checked.out().strip()).isEqualTo("[]");
    }

    private static List<Map<String, String>> objects(String json) throws IOException {
        List<Map<String, String>> all = new ArrayList<>();
        try (JsonParser p = new JsonFactory().createParser(json)) {
            for (JsonToken t = p.nextToken(); t != null; t = p.nextToken()) {
                if (t == JsonToken.START_OBJECT) {
                    all.add(new LinkedHashMap<>());
                } else if (t.isScalarValue()) {
                    all.get(all.size() - 1).put(p.currentName(), p.getText());
                }
            }
        }
        return all;
    }

    @Test
    void wrongCommandLinesAreToldFromWrongModels() {
        assertThat(validate().code()).isEqualTo(4);
        place.model(project(source("s", "")));
        assertThat(validate("--format", "yaml").code()).isEqualTo(4);
        assertThat(Workplace.execute("validate").code()).isEqualTo(4);
        assertThat(Workplace.execute("nonsense").code()).isEqualTo(4);
        assertThat(Workplace.execute("validate", "--help").code()).isZero();
    }
}
