package dev.lockstep.server;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static dev.lockstep.server.Models.projectWith;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.Workplace.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a placeholder gets its value, and where it may stay one. */
class PlaceholderTest extends AtWorkplace {
    @BeforeEach
    void inputs() {
        for (String name : List.of("set", "home", "property")) {
            place.path(name).toFile().mkdir();
            place.file(name + "/in.csv", "i,n,1," + name + ",1");
        }
    }

    private void model(String input, String properties) {
        String both =
                connectors(
                        fs("in", "publish", input + "/in.csv"),
                        fs("out", "subscribe", place.path("out.csv")));
        place.model(
                projectWith(
                        "", "<properties>" + properties + "</properties>", source("s", "", both)));
    }

    private static String property(String name, Object value) {
        return "<property name='" + name + "'>" + value + "</property>";
    }

    private String used() {
        return place.read("out.csv").split(",")[3];
    }

    @Test
    void theCommandLineComesBeforeTheEnvironmentAndThatBeforeTheProject() {
        model("@HOME@", property("HOME", place.path("property")));
        // the environment's HOME has no such file
        assertThat(place.run().err()).contains(System.getenv("HOME") + "/in.csv");
        assertThat(place.run("--set", "HOME=" + place.path("set")).code()).isZero();
        assertThat(used()).isEqualTo("set");
        model(
                "@NOT_IN_ANY_ENVIRONMENT@",
                property("NOT_IN_ANY_ENVIRONMENT", place.path("property")));
        assertThat(place.run().code()).isZero();
        assertThat(used()).isEqualTo("property");
    }

    @Test
    void setComesBeforeHome() throws Exception {
        model("@ESP_PROJECT_HOME@", property("ESP_PROJECT_HOME", place.path("property")));
        assertThat(place.run("--home", place.path("home")).code()).isZero();
        assertThat(used()).isEqualTo("home");
        String set = "ESP_PROJECT_HOME=" + place.path("set");
        assertThat(place.run("--home", place.path("home"), "--set", set).code()).isZero();
        assertThat(used()).isEqualTo("set");
    }

    @Test
    void aPropertyMayHoldAPlaceholderItself() {
        model("@DATA@", property("DATA", "@TOP@/home"));
        assertThat(place.run("--set", "TOP=" + folder).code()).isZero();
        assertThat(used()).isEqualTo("home");
    }

    @Test
    void anUnresolvedNameIsAnErrorWithItsPlace() {
        model("@NOBODY@", "");
        Outcome ran = place.run();
        assertThat(ran.code()).isEqualTo(2);
        String[] lines = place.read("model.xml").split("\n");
        int line = 0;
        while (!lines[line].contains("@NOBODY@")) {
            line++;
        }
        int column = lines[line].indexOf("@NOBODY@") + 1;
        assertThat(ran.err())
                .contains("model.xml:" + (line + 1) + ":" + column + ": LS-1010")
                .contains("@NOBODY@")
                .contains("--set");
    }

    @Test
    void itIsLeftAloneWhereNothingUsesIt() throws Exception {
        String inactive =
                "<connector class='@NOBODY@' name='k' type='@NOBODY@' active='false'><properties>"
                        + "<property name='topic'>@NOBODY@</property></properties></connector>";
        String free =
                "<description>@NOBODY@ @ALSO_NOBODY@</description><metadata><meta"
                        + " id='layout'>@NOBODY@</meta></metadata>";
        place.model(
                projectWith(
                        "luaroot='@NOBODY@'",
                        free,
                        source(
                                "s",
                                "",
                                "<description>@NOBODY@</description>",
                                connectors(inactive))));
        Path in = place.file("in.csv", "i,n,1,me@home@org,1");
        Outcome ran = place.run("--in", "q/s=" + in, "--out", "q/s=" + place.path("out.csv"));
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(Files.readString(place.path("out.csv"))).contains("me@home@org");
    }

    @Test
    void anAddressIsNoPlaceholder() {
        String filter = "<expression>name == \"ann@example.org,bob@example.org\"</expression>";
        place.model(
                projectWith("", "", source("s", "") + window("filter", "f", "", filter), "s f"));
        assertThat(place.run().code()).isZero();
    }

    @Test
    void outputsGoToTheCurrentDirectoryUnlessAnyoneSaysElse() throws Exception {
        Path in = place.file("in.csv", "i,n,1,a,1");
        String both =
                connectors(
                        fs("in", "publish", in),
                        fs("out", "subscribe", "@ESP_PROJECT_OUTPUT@/deep/out.csv"));
        place.model(projectWith("", "", source("s", "", both)));
        String model = place.model().toString();
        Outcome ran = place.child(List.of(), "run", model, "--until-finished");
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(place.path("deep/out.csv")).content().isEqualTo("I,N, 1,a,1\n");
        String elsewhere = "ESP_PROJECT_OUTPUT=" + place.path("set");
        assertThat(place.run("--set", elsewhere).code()).isZero();
        assertThat(place.path("set/deep/out.csv")).exists();
        String own = "<properties>" + property("ESP_PROJECT_OUTPUT", place.path("home"));
        place.model(projectWith("", own + "</properties>", source("s", "", both)));
        assertThat(place.run().code()).isZero();
        assertThat(place.path("home/deep/out.csv")).exists();
    }

    @Test
    void aReplayRefusesOtherValuesOfWhatTheQueriesUse() {
        String filter = "<expression>n &gt; @LEAST@</expression>";
        String journal = place.path("run.journal").toString();
        String both = connectors(fs("in", "publish", "@WHERE@/in.csv"));
        place.model(
                projectWith(
                        "", "", source("s", "", both) + window("filter", "f", "", filter), "s f"));
        String where = "WHERE=" + place.path("home");
        assertThat(place.run("--set", "LEAST=0", "--set", where, "--journal", journal).code())
                .isZero();
        String model = place.model().toString();
        // where the input stood is of no concern to a replay, nor is the connector itself
        Outcome same = Workplace.execute("replay", model, journal, "--set", "LEAST=0");
        assertThat(same.code()).as(same.err()).isZero();
        Outcome other = Workplace.execute("replay", model, journal, "--set", "LEAST=1");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("LS-5006", "placeholders");
    }
}
