package dev.lockstep.server.rest;

import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.source;
import static dev.lockstep.server.Models.table;
import static dev.lockstep.server.Models.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.RunningServer;
import dev.lockstep.server.RunningServer.Reply;
import dev.lockstep.server.Workplace;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows, their rows, and publishing into them, over HTTP. */
@SuppressWarnings("NullAway.Init")
class WindowRestTest {
    private static final String INJECT = "windows/p/q/s/state?value=injected";

    @TempDir Path folder;
    private RunningServer server;

    @BeforeEach
    void start() throws Exception {
        server = RunningServer.in(folder);
        server.load(
                project(
                        source("s", "")
                                + window("filter", "f", "", "<expression>n &gt; 1</expression>"),
                        "s f"));
    }

    @AfterEach
    void end() throws Exception {
        server.close();
    }

    private void inject(String body) throws Exception {
        Reply r = server.put(INJECT, body);
        assertThat(r.body())
                .isEqualTo("<message>events successfully injected into window p/q/s</message>\n");
    }

    @Test
    void aStatusScriptCutsTheCountsOfWindowsOutByLinesAndWords() throws Exception {
        inject("i,n,1,a,1\ni,n,2,b,2\n");
        String[] lines = server.get("windows?count=true").body().split("\n");
        assertThat(lines).hasSize(4).startsWith("<windows>").endsWith("</windows>");
        String[] words = lines[1].strip().split(" ");
        assertThat(words).startsWith("<window-source");
        assertThat(words[1] + " " + words[3] + " " + words[4])
                .isEqualTo("name=\"s\" project=\"p\" count=\"2\"");
        assertThat(lines[2].strip())
                .startsWith("<window-filter name=\"f\" contquery=\"q\" project=\"p\" count=\"1\"");
    }

    @Test
    void aWindowShowsItsSchemaOnRequest() throws Exception {
        assertThat(server.get("windows/p/q/s?schema=true").body())
                .isEqualTo(
                        """
                        <windows>
                          <window-source name="s" contquery="q" project="p" index="HASH" pubsub="true">
                            <schema>
                              <fields>
                                <field name="id" type="int64" key="true"/>
                                <field name="name" type="string"/>
                                <field name="n" type="int32"/>
                              </fields>
                            </schema>
                          </window-source>
                        </windows>
                        """);
        assertThat(server.get("windows/p/q/s").body()).doesNotContain("schema", "count");
        assertThat(server.get("windows/p/q/s?schema=true&format=json").body())
                .contains("\"field\":[{\"@name\":\"id\",\"@type\":\"int64\",\"@key\":\"true\"},");
    }

    @ParameterizedTest
    @CsvSource({
        "name=s, true, false",
        "name=x*|f*, false, true",
        "type=window-filter, false, true",
        "type=source, true, false",
        "project=p&contquery=*, true, true",
        "project=other, false, false",
        "name=., false, false",
    })
    void patternsChooseWindows(String parameters, boolean hasSource, boolean hasFilter)
            throws Exception {
        for (String path : new String[] {"windows", "windowXml"}) {
            String body = server.get(path + "?" + parameters.replace("|", "%7C")).body();
            assertThat(body.contains("name=\"s\"")).isEqualTo(hasSource);
            assertThat(body.contains("name=\"f\"")).isEqualTo(hasFilter);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i,n,1,a,1\np,n,2,b,\n",
                "\uFEFF\ni,n,1,a,1\r\np,n,2,b,\r\n",
                "<events><event><opcode>i</opcode><id>1</id><name>a</name><n>1</n></event>"
                        + "<event><opcode>p</opcode><id>2</id><name>b</name></event></events>",
                "[[{\"id\":1,\"name\":\"a\",\"n\":1},{\"opcode\":\"upsert\",\"id\":2,\"name\":\"b\"}]]",
                "{\"id\":1,\"name\":\"a\",\"n\":1}{\"id\":2,\"name\":\"b\"}",
            })
    void eventsArriveInEachFormAndNullsAreLeftOut(String body) throws Exception {
        inject(body);
        assertThat(server.get("events/p/q/s").body())
                .isEqualTo(
                        """
                        <events>
                        <event opcode="insert" window="p/q/s"><id>1</id><name>a</name><n>1</n></event>
                        <event opcode="insert" window="p/q/s"><id>2</id><name>b</name></event>
                        </events>
                        """);
        assertThat(server.get("events/p/q/s?format=json").body())
                .isEqualTo(
                        "{\"events\":{\"event\":[{\"@opcode\":\"insert\",\"@window\":\"p/q/s\","
                                + "\"id\":1,\"name\":\"a\",\"n\":1},{\"@opcode\":\"insert\","
                                + "\"@window\":\"p/q/s\",\"id\":2,\"name\":\"b\"}]}}");
    }

    @Test
    void eventsComeFromAFileOfTheServersMachine() throws Exception {
        Path file = new Workplace(folder).file("events.csv", "i,n,1,a,1", "i,n,2,b,2");
        String url = INJECT + "&blocksize=1&quiesce=false&eventUrl=file://" + file;
        assertThat(server.send("PUT", url, null).status()).isEqualTo(200);
        assertThat(server.get("windows/p/q/f?count=true").body()).contains("count=\"1\"");
        assertThat(server.put(INJECT + "&eventUrl=file://" + folder + "/none").status())
                .isEqualTo(404);
        assertThat(server.put(INJECT + "&eventUrl=ftp://x/y").status()).isEqualTo(403);
    }

    @Test
    void oneRowThatCannotBeReadKeepsAllOfThemOut() throws Exception {
        Reply r = server.put(INJECT, "i,n,1,a,1\ni,n,x,b,2\ni,n,3,c,many\ni,n,4,d,4\n");
        assertThat(r.status()).isEqualTo(400);
        assertThat(r.body()).contains("request:2", "request:3").doesNotContain("request:4");
        assertThat(server.put(INJECT, "<events><event><id>1</id>").status()).isEqualTo(400);
        assertThat(server.put(INJECT, "{\"id\":").status()).isEqualTo(400);
        assertThat(server.get("windows?count=true").body()).contains("count=\"0\"");
    }

    @Test
    void theListOfRowsThatCannotBeReadIsBounded() throws Exception {
        Reply r = server.put(INJECT, "i,n,x\n".repeat(1000));
        assertThat(r.status()).isEqualTo(400);
        assertThat(r.body().split("<detail>")).hasSize(21);
    }

    @Test
    void eventsThatCannotBeAppliedAreBadEventsAndNoErrorOfTheRequest() throws Exception {
        inject("u,n,9,a,1\n");
        assertThat(server.get("/metrics").body())
                .contains(
                        "lockstep_window_bad_events_total{project=\"p\",query=\"q\",window=\"s\"}"
                                + " 1");
    }

    @Test
    void onlySourceWindowsOfRunningProjectsTakeEvents() throws Exception {
        assertThat(server.put(INJECT.replace("/s/", "/f/"), "i,n,1,a,1").body())
                .contains("LS-3010");
        assertThat(server.put(INJECT.replace("/s/", "/none/"), "i,n,1,a,1").status())
                .isEqualTo(404);
        assertThat(server.put(INJECT.replace("injected", "other"), "i,n,1,a,1").status())
                .isEqualTo(400);
        server.put("projects/p/state?value=stopped");
        Reply stopped = server.put(INJECT, "i,n,1,a,1");
        assertThat(stopped.status()).isEqualTo(409);
        assertThat(stopped.body()).contains("LS-5012");
        server.put("projects/p/state?value=running");
        inject("i,n,1,a,1");
    }

    @ParameterizedTest
    @CsvSource({
        "filter=gt($n%2C2), 3 4",
        "filter=and(gt($n%2C1)%2Clt($n%2C4)), 2 3",
        "filter=in($name%2C'a'%2C'd'), 1 4",
        "event_filter=eq($name%2C'b'), 2",
        "sort_by=n:descending, 4 3 2 1",
        "sort_by=n:ascending, 1 2 3 4",
        "sortBy=name, 1 2 3 4",
        "sort_by=name:desc&limit=2, 4 3",
        "filter=gt($n%2C1)&sort_by=id:descending&limit=2, 4 3",
        "limit=3, 1 2 3",
        "filter=gt($n%2C9), ''",
    })
    void rowsAreChosenSortedAndBounded(String parameters, String ids) throws Exception {
        inject("i,n,1,a,1\ni,n,2,b,2\ni,n,3,c,3\ni,n,4,d,4\n");
        Reply r = server.get("events/p/q/s?" + parameters);
        assertThat(r.status()).as(r.body()).isEqualTo(200);
        assertThat(r.body().lines().filter(l -> l.contains("<id>")))
                .map(l -> l.replaceAll(".*<id>(\\d+)</id>.*", "$1"))
                .isEqualTo(ids.isEmpty() ? java.util.List.of() : java.util.List.of(ids.split(" ")));
    }

    @Test
    void nullsComeFirstWhenRowsAreSorted() throws Exception {
        inject("i,n,1,a,5\ni,n,2,,\ni,n,3,c,-5\n");
        assertThat(server.get("events/p/q/s?sort_by=n").body())
                .containsSubsequence("<id>2</id>", "<id>3</id>", "<id>1</id>");
        assertThat(server.get("events/p/q/s?sort_by=name:descending").body())
                .containsSubsequence("<id>3</id>", "<id>1</id>", "<id>2</id>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sort_by=none",
                "sort_by=n:sideways",
                "limit=0",
                "limit=-1",
                "limit=x",
                "limit=99999999999999999999",
                "filter=gt($none%2C1)",
                "filter=gt(",
                "filter=nosuchfunction(1)",
                "unknown=1",
                "filter=%3C/generate%3E",
            })
    void whatMakesNoSenseIsRefused(String parameters) throws Exception {
        inject("i,n,1,a,1\n");
        Reply r = server.get("events/p/q/s?" + parameters);
        assertThat(r.status()).as(r.body()).isEqualTo(400);
        assertThat(r.body()).containsPattern("LS-\\d{4}");
    }

    @Test
    void aFilterSeesNoEnvironment() throws Exception {
        inject("i,n,1,a,1\n");
        assertThat(server.get("events/p/q/s?filter=eq($name%2C'@PATH@')").body())
                .doesNotContain("/bin");
    }

    @Test
    void aFilterThatIsTooLongIsRefused() throws Exception {
        String filter = "eq($name,'" + "x".repeat(5000) + "')";
        assertThat(server.get("events/p/q/s?filter=" + filter.replace(",", "%2C")).status())
                .isEqualTo(413);
    }

    @Test
    void textOfEventsStaysText() throws Exception {
        server.put(
                INJECT,
                "[{\"id\":1,\"name\":\"</name><&]]>\\\"\"},{\"id\":2,\"name\":\"a\\u0001b\"}]");
        assertThat(server.get("events/p/q/s").body())
                .contains("<name>&lt;/name&gt;&lt;&amp;]]&gt;\"</name>")
                .contains("<name encoding=\"base64\">YQFi</name>");
        assertThat(server.get("events/p/q/s?format=json").body())
                .contains("\"</name><&]]>\\\"\"", "\"a\\u0001b\"");
    }

    @Test
    void everyTypeIsShownInBothForms() throws Exception {
        String schema =
                "k*:string,i:int32,l:int64,d:double,m:money,t:stamp,a:date,r:rstring,b:blob,"
                        + "v:array(dbl)";
        assertThat(server.put("projects/all", project(table("w", "", schema))).status())
                .isEqualTo(200);
        Reply r =
                server.put(
                        "windows/all/q/w/state?value=injected",
                        "i,n,x,-1,9007199254740993,0.5,1.25,1000001,2,text,YWJj,[1;2.5]\n");
        assertThat(r.status()).as(r.body()).isEqualTo(200);
        assertThat(server.get("events/all/q/w").body())
                .contains(
                        "<k>x</k><i>-1</i><l>9007199254740993</l><d>0.500000</d><m>1.2500</m>"
                                + "<t>1000001</t><a>2</a><r>text</r><b>YWJj</b>"
                                + "<v>[1.000000;2.500000]</v>");
        assertThat(server.get("events/all/q/w?format=json").body())
                .contains(
                        "\"i\":-1,\"l\":9007199254740993,\"d\":0.5,\"m\":\"1.2500\","
                                + "\"t\":1000001,\"a\":2,\"r\":\"text\",\"b\":\"YWJj\","
                                + "\"v\":\"[1.000000;2.500000]\"");
    }
}
