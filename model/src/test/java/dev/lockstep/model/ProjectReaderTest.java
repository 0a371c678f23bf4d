package dev.lockstep.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.EdgeSpec;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.RetentionSpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.model.xml.XmlElement;
import dev.lockstep.model.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectReaderTest {
    private static final String SOURCE =
            "<window-source"
                + " name='s'><schema-string>id*:int64,name:string,at:stamp</schema-string></window-source>";

    private static ReadResult read(String xml) {
        return ProjectReader.read(
                xml.getBytes(StandardCharsets.UTF_8),
                "m.xml",
                n -> n.equals("OUTSIDE") ? "out" : null,
                new ReadOptions(List.of("fs"), false));
    }

    private static String project(String windows, String edges) {
        return "<project name='p'><contqueries><contquery name='q'><windows>\n"
                + windows
                + "\n</windows><edges>\n"
                + edges
                + "\n</edges></contquery></contqueries></project>";
    }

    private static WindowSpec window(ProjectSpec p, String name) {
        return p.queries().get(0).windows().stream()
                .filter(w -> w.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anEngineDocumentAndPaddedValuesAreAccepted() {
        ProjectSpec p =
                read("<engine port='1'><projects><project name=' p '"
                         + " index='pi_EMPTY'><contqueries><contquery name='q'"
                         + " index='pi_RBTREE'><windows><window-source"
                         + " name='a'><schema><fields><field name='id' type='int64'"
                         + " key='true'/><field name='v'"
                         + " type='array(double)'/></fields></schema></window-source><window-copy"
                         + " name='c' index='pi_LN_HASH'><retention type='bycount_sliding'>\n"
                         + " <![CDATA[ 12 ]]>\n"
                         + "</retention></window-copy></windows><edges><edge source=' a '"
                         + " target='c'/></edges></contquery></contqueries></project></projects></engine>")
                        .orThrow();
        assertThat(p.name()).isEqualTo("p");
        assertThat(window(p, "a").index()).isEqualTo(IndexType.RBTREE);
        assertThat(window(p, "a").schema()).hasToString("id*:int64,v:array(dbl)");
        WindowSpec c = window(p, "c");
        assertThat(c.index()).isEqualTo(IndexType.HASH);
        RetentionSpec retention = c.retention();
        assertThat(retention).isNotNull();
        assertThat(retention == null ? 0 : retention.amount()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aPlaceIsWhereTheTagBegins(String lineEnd) {
        String xml =
                """
                <?xml version="1.0"?>
                <!-- a comment -->

                <project
                   threads="2"><contqueries><contquery name="q">
                  <windows>
                    <window-sauce name="a &gt; b"/><window-sauce name="c"/>
                  </windows>
                </contquery></contqueries></project>
                """
                        .replace("\n", lineEnd);
        assertThat(read(xml).problems())
                .extracting(p -> p.where().line() + ":" + p.where().column())
                .contains("4:1", "7:5", "7:36");
    }

    @Test
    void oneEdgeElementMayNameSeveralWindowsOnBothSides() {
        ProjectSpec p =
                read(project(
                                SOURCE
                                        + SOURCE.replace("'s'", "'t'")
                                        + "<window-union name='u' strict='false'/><window-union"
                                        + " name='w'/>",
                                "<edge source='s  t' target='u w' slot='-1'/>"))
                        .orThrow();
        assertThat(p.queries().get(0).edges())
                .extracting(EdgeSpec::source, EdgeSpec::target)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("s", "u"),
                                org.assertj.core.groups.Tuple.tuple("s", "w"),
                        org.assertj.core.groups.Tuple.tuple("t", "u"),
                                org.assertj.core.groups.Tuple.tuple("t", "w"));
        assertThat(p.queries().get(0).edges()).allMatch(e -> e.slot() == EdgeSpec.EVERY_SLOT);
    }

    @Test
    void placeholdersComeFromOutsideFirstAndFromTheProjectLast() {
        String connector =
                "<connectors><connector class='fs' name='c' type='publish'%s><properties><property"
                    + " name='fsname'>"
                    + "@OUTSIDE@/@INSIDE@/me@home.org%s</property></properties></connector></connectors>";
        String head =
                "<project name='p'><properties><property name='INSIDE'>in</property><property"
                        + " name='OUTSIDE'>no</property></properties>";
        String window =
                "<window-source"
                        + " name='s'><schema-string>id*:int64</schema-string>%s</window-source>";
        String xml =
                head
                        + project(window.formatted(connector.formatted("", "")), "")
                                .substring("<project name='p'>".length());
        assertThat(window(read(xml).orThrow(), "s").connectors().get(0).properties())
                .containsEntry("fsname", "out/in/me@home.org");
        String unknown =
                head
                        + project(window.formatted(connector.formatted("", "/@NOBODY@")), "")
                                .substring("<project name='p'>".length());
        assertThat(read(unknown).problems())
                .extracting(x -> x.code().code())
                .containsExactly("LS-1010");
        String inactive = unknown.replace("type='publish'", "type='publish' active='false'");
        assertThat(read(inactive).orThrow().queries()).hasSize(1);
    }

    @Test
    void theFactsKeyIsTheKeyOfAJoin() {
        ProjectSpec p =
                read(project(
                                SOURCE
                                        + "<window-source"
                                        + " name='d'><schema-string>name*:string,rank:int32"
                                        + "</schema-string></window-source><window-join"
                                        + " name='j'><join type='leftouter'><conditions><fields"
                                        + " left='name'"
                                        + " right='name'/></conditions></join><output><field-selection"
                                        + " name='rank' source='r_rank'/><field-expr name='x'"
                                        + " type='double'>l_id*2</field-expr>"
                                        + "</output></window-join>",
                                "<edge source='d' target='j' role='right'/><edge source='s'"
                                        + " target='j' role='left'/>"))
                        .orThrow();
        assertThat(window(p, "j").schema()).hasToString("id*:int64,rank:int32,x:double");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "ISO-8859-1", "windows-1252"})
    void aDocumentOfAnyEncodingComesBackAsItWasWritten(String encoding) throws Exception {
        String xml =
                "<?xml version='1.0' encoding='"
                        + encoding
                        + "'?>\n"
                        + project("<!-- \u00fc --> " + SOURCE.replace("'s'", "'\u00e9'"), "");
        ReadResult r =
                ProjectReader.read(
                        xml.getBytes(encoding),
                        "m.xml",
                        n -> null,
                        new ReadOptions(List.of("fs"), false));
        assertThat(r.orThrow().xml()).isEqualTo(xml);
        assertThat(window(r.orThrow(), "\u00e9").name()).isEqualTo("\u00e9");
    }

    @Test
    void bytesThatAreNoCharactersAreNamedByTheirPlace() {
        byte[] bytes = "<project>\n\u00fc <a/>?</project>".getBytes(StandardCharsets.UTF_8);
        bytes[17] = (byte) 0xFF;
        ReadResult r =
                ProjectReader.read(
                        bytes, "m.xml", n -> null, new ReadOptions(List.of("fs"), false));
        assertThat(r.problems())
                .singleElement()
                .hasToString(
                        "m.xml:2:7: LS-1001: The bytes there are no characters of UTF-8."
                                + " (correct the document at that place)");
    }

    @Test
    void aSlotThatIsNoSlotIsRefused() {
        String copy = "<window-copy name='c'/>";
        for (String slot : List.of("99999999999", "-2", "x")) {
            String edge = "<edge source='s' target='c' slot='" + slot + "'/>";
            assertThat(read(project(SOURCE + copy, edge)).problems())
                    .extracting(x -> x.code().code())
                    .contains("LS-1008");
        }
    }

    @Test
    void aCopiedSchemaMayLoseItsKeysAndGetFieldsOfItsOwn() {
        String copy =
                "<window-source name='a'><schema copy='s'/></window-source>"
                        + "<window-source name='b'><schema copy='s' copy-keys='false'><fields>"
                        + "<field name='own' type='int32' key='true'/></fields></schema>"
                        + "</window-source>"
                        + "<window-source name='c'><schema copy='s' copy-keys='true'><fields>"
                        + "<field name='own' type='int32'/></fields></schema></window-source>";
        ProjectSpec p = read(project(SOURCE + copy, "")).orThrow();
        assertThat(window(p, "a").schema()).hasToString("id*:int64,name:string,at:stamp");
        assertThat(window(p, "b").schema()).hasToString("id:int64,name:string,at:stamp,own*:int32");
        assertThat(window(p, "c").schema()).hasToString("id*:int64,name:string,at:stamp,own:int32");
        String replaced =
                "<window-source name='e'><schema copy='s' copy-keys='false'><fields><field"
                        + " name='own' type='int32'/><field name='name' type='int64' key='true'/>"
                        + "</fields></schema></window-source>";
        assertThat(window(read(project(SOURCE + replaced, "")).orThrow(), "e").schema())
                .hasToString("id:int64,name*:int64,at:stamp,own:int32");
        String twice = replaced.replace("'own' type='int32'", "'name' type='int32'");
        assertThat(read(project(SOURCE + twice, "")).problems())
                .extracting(x -> x.code().code())
                .containsExactly("LS-1011");
        String keyless =
                "<window-source name='d'><schema copy='s' copy-keys='false'/></window-source>";
        assertThat(read(project(SOURCE + keyless, "")).problems())
                .extracting(x -> x.code().code())
                .containsExactly("LS-1014");
    }

    @Test
    void whatWasLoadedComesBackVerbatim() {
        String xml =
                "<!-- mine -->\n"
                        + project("<!-- a --> " + SOURCE, "")
                                .replace(
                                        "<project name='p'>",
                                        "<project name='p'><metadata><meta id='layout'>{\"q\":"
                                                + " 1}</meta></metadata>");
        assertThat(read(xml).orThrow().xml()).isEqualTo(xml);
    }

    @Test
    void everythingWrongIsReportedAtOnce() {
        ReadResult r =
                read(
                        project(
                                SOURCE
                                        + "\n"
                                        + "<window-fliter name='f'/>\n"
                                        + "<window-lua name='l'/>\n"
                                        + "<window-copy name='c' idx='x'/>",
                                "<edge source='s' target='nowhere'/>\n"
                                        + "<edge source='s' target='c'/>"));
        assertThat(r.project()).isNull();
        assertThat(r.problems())
                .filteredOn(Problem::isError)
                .extracting(p -> p.code().code() + "@" + p.where().line())
                .contains("LS-1004@3", "LS-1009@4", "LS-1005@5", "LS-1012@7");
        assertThat(r.problems())
                .anySatisfy(p -> assertThat(p.detail()).contains("Did you mean window-filter?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LS-1001 | <project name='p'><contqueries>
                    LS-1002 | <!DOCTYPE project [<!ENTITY a 'b'>]><project name='p'/>
                    LS-1020 | <html/>
                    LS-1007 | <project name='p'/>
                    """)
    void aDocumentThatIsNoProjectIsRefused(String code, String xml) {
        assertThat(read(xml).problems()).extracting(p -> p.code().code()).contains(code);
    }

    @Test
    void anEntityBombIsRefusedBeforeItGrows() {
        StringBuilder xml = new StringBuilder("<!DOCTYPE p [<!ENTITY a0 'ha'>");
        for (int k = 1; k < 40; k++) {
            xml.append("<!ENTITY a")
                    .append(k)
                    .append(" '&a")
                    .append(k - 1)
                    .append(";&a")
                    .append(k - 1)
                    .append(";'>");
        }
        xml.append("]><project name='&a39;'/>");
        assertThat(read(xml.toString()).problems())
                .extracting(p -> p.code().code())
                .containsExactly("LS-1002");
    }

    @Test
    void depthAndNumberOfElementsAreBounded() {
        assertThat(read("<a>".repeat(2_000) + "</a>".repeat(2_000)).problems())
                .extracting(p -> p.code().code())
                .containsExactly("LS-1003");
        assertThat(read("<project>" + "<a/>".repeat(200_001) + "</project>").problems())
                .extracting(p -> p.code().code())
                .containsExactly("LS-1003");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    LS-1015 | <window-copy name='a'/><window-copy name='b'/> | a b, b a
                    LS-1016 | <window-copy name='a'/> |
                    LS-1016 | <window-copy name='a'/> | a s
                    LS-1013 | <window-copy name='a'><keep field='nome'>5 minutes</keep></window-copy> | s a
                    LS-1008 | <window-copy name='a'><keep field='name'>5 minutes</keep></window-copy> | s a
                    LS-1008 | <window-copy name='a'><keep>5 lightyears</keep></window-copy> | s a
                    LS-1014 | <window-compute name='a'><s>id*:int64,x:int32</s><output/></window-compute> | s a
                    LS-1008 | <window-aggregate name='a' index='pi_EMPTY'><s>id*:int64</s></window-aggregate> | s a
                    LS-1008 | <window-copy name='a'><keep>99999999999999 weeks</keep></window-copy> | s a
                    LS-1008 | <window-copy name='a' pulse-interval='-1 second'/> | s a
                    LS-1011 | <window-copy name='s'/> |
                    LS-1008 | <window-copy name='a' index='pi_HUSH'/> | s a
                    """)
    void aGraphThatCannotRunIsRefused(
            String code, String windows, @org.jspecify.annotations.Nullable String edges) {
        String written =
                windows.replace("<keep", "<retention type='bytime_sliding'")
                        .replace("</keep>", "</retention>")
                        .replace("s>", "schema-string>");
        String edgeElements =
                edges == null
                        ? ""
                        : edges.replaceAll("(\\w) (\\w),? ?", "<edge source='$1' target='$2'/>");
        ReadResult r = read(project(SOURCE + written, edgeElements));
        assertThat(r.problems())
                .filteredOn(Problem::isError)
                .extracting(p -> p.code().code())
                .contains(code);
    }

    /** Each entity is a part of its own; looking at the whole text for each took minutes. */
    @Test
    void aLongTextOfManyPartsIsReadAtOnce() {
        int parts = 600_000;
        String text = "&lt;".repeat(parts);
        assertTimeout(
                Duration.ofSeconds(10),
                () -> {
                    XmlElement root = XmlReader.read("<a> \n <b>" + text + "</b></a>", "m.xml");
                    assertThat(root.children().get(0).text()).hasSize(parts);
                });
    }

    private static List<String> errors(String xml) {
        return read(xml).problems().stream()
                .filter(Problem::isError)
                .map(p -> p.code().code() + " " + p.detail())
                .toList();
    }

    /** Only the first would be read, and nobody would miss the other. */
    @ParameterizedTest
    @CsvSource({
        "connectors, window-copy, <connectors/><connectors/>",
        "retention, window-copy, <retention type='bycount_sliding'>1</retention><retention"
                + " type='bycount_sliding'>2</retention>",
        "expression, window-filter, <expression>id==1</expression><expression>id==2</expression>",
    })
    void whatIsReadOnlyOnceMayNotBeThereTwice(String what, String window, String children) {
        String twice =
                project(
                        SOURCE + "<" + window + " name='w'>" + children + "</" + window + ">",
                        "<edge source='s' target='w'/>");
        assertThat(errors(twice))
                .containsExactly(
                        "LS-1004 Element " + window + " takes only one element " + what + ".");
    }

    @Test
    void bothEdgesOfAJoinCannotBeTheSameSide() {
        String join =
                "<window-join name='j'><join type='inner'><conditions><fields left='id'"
                        + " right='id'/></conditions></join><output><field-selection name='n'"
                        + " source='l_name'/></output></window-join>";
        String other = SOURCE.replace("name='s'", "name='t'");
        String edges =
                "<edge source='s' target='j' role='right'/><edge source='t' target='j' role='%s'/>";
        assertThat(errors(project(SOURCE + other + join, edges.formatted("left")))).isEmpty();
        assertThat(errors(project(SOURCE + other + join, edges.formatted("right"))))
                .containsExactly(
                        "LS-1016 Both edges of join window j have the role right; one is left and"
                                + " one is right.");
    }

    /** Comparing them letter by letter took minutes. */
    @Test
    void wrongNamesOfUnreasonableLengthAreToldAtOnce() {
        String known = "x".repeat(300_000);
        String wrong = known + "y";
        assertTimeout(
                Duration.ofSeconds(10),
                () -> {
                    assertThat(
                                    errors(
                                            project(
                                                    SOURCE.replace("'s'", "'" + known + "'"),
                                                    "<edge source='" + wrong + "' target='s'/>")))
                            .isNotEmpty()
                            .noneMatch(e -> e.contains("Did you mean"));
                });
    }

    @Test
    void aProjectNeedsNoNameAndItsParentsIndexIsInherited() {
        ProjectSpec p =
                read(project(SOURCE, "")
                                .replace("<project name='p'>", "<project index='pi_EMPTY'>"))
                        .orThrow();
        assertThat(p.name()).isEqualTo("project");
        assertThat(window(p, "s").index()).isEqualTo(IndexType.EMPTY);
    }

    @ParameterizedTest
    @CsvSource({
        "'', pub, PUBLISH",
        "'', sub, SUBSCRIBE",
        "type='publish', '', PUBLISH",
        "type='subscribe', '', SUBSCRIBE",
        "type='subscribe', pub, PUBLISH"
    })
    void theDirectionOfAConnectorIsAPropertyOrAnAttribute(
            String attribute, String property, Direction direction) {
        String type = property.isEmpty() ? "" : "<property name='type'> %s\n</property>";
        String connector =
                "<connectors><connector class='fs' name='c' "
                        + attribute
                        + "><properties>"
                        + type.formatted(property)
                        + "<property name='fsname'>\n <![CDATA[ a b.csv ]]>\n</property>"
                        + "</properties></connector></connectors>";
        String source = SOURCE.replace("</window-source>", connector + "</window-source>");
        ConnectorSpec c = window(read(project(source, "")).orThrow(), "s").connectors().get(0);
        assertThat(c.direction()).isEqualTo(direction);
        assertThat(c.properties()).containsOnly(Map.entry("fsname", "a b.csv"));
    }

    @Test
    void aConnectorWithoutDirectionIsRefusedUnlessItIsInactive() {
        String connector = "<connectors><connector class='fs' name='c'%s/></connectors>";
        String source = SOURCE.replace("</window-source>", connector + "</window-source>");
        assertThat(read(project(source.formatted(""), "")).problems())
                .extracting(x -> x.code().code())
                .containsExactly("LS-1019");
        assertThat(read(project(source.formatted(" active='false'"), "")).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy", "filter", "union", "counter"})
    void aSchemaThatAWindowCannotHaveIsRefused(String kind) {
        String own =
                kind.equals("counter")
                        ? "input*:string,totalCount:int64,totalSeconds:double,totalRate:double,"
                                + "intervalCount:int64,intervalSeconds:double,intervalRate:double"
                        : "id*:int64,name:string,at:stamp";
        String expression = kind.equals("filter") ? "<expression>1</expression>" : "";
        String window = "<window-%s name='w'><schema-string>%s</schema-string>%s</window-%s>";
        String edge = "<edge source='s' target='w'/>";
        assertThat(
                        read(project(SOURCE + window.formatted(kind, own, expression, kind), edge))
                                .problems())
                .isEmpty();
        String other = window.formatted(kind, own.replace("int64", "int32"), expression, kind);
        assertThat(read(project(SOURCE + other, edge)).problems())
                .extracting(x -> x.code().code())
                .containsExactly("LS-1014");
    }

    @Test
    void aSlotOfAWindowWithoutSplitterIsNotedAndTheEdgeTakesAllRows() {
        String copy = "<window-copy name='c'/>";
        String edge = "<edge source='s' target='c' slot='1'/>";
        ReadResult r = read(project(SOURCE + copy, edge));
        assertThat(r.problems())
                .extracting(x -> x.severity() + " " + x.code().code())
                .containsExactly("NOTE LS-1018");
        assertThat(r.orThrow().queries().get(0).edges().get(0).slot())
                .isEqualTo(EdgeSpec.EVERY_SLOT);
        String splitter = "<splitter-expr><expression>1</expression></splitter-expr>";
        String split = SOURCE.replace("</window-source>", splitter + "</window-source>");
        r = read(project(split + copy, edge));
        assertThat(r.problems()).isEmpty();
        assertThat(r.orThrow().queries().get(0).edges().get(0).slot()).isEqualTo(1);
    }

    @Test
    void aHeartbeatIsAtLeastAMillisecondApart() {
        String beating = "<project heartbeat-interval='%s'>";
        for (String bad : List.of("0", "999 us", "often")) {
            String xml = project(SOURCE, "").replace("<project name='p'>", beating.formatted(bad));
            assertThat(read(xml).problems())
                    .extracting(x -> x.code().code())
                    .containsExactly("LS-1008");
        }
        String xml = project(SOURCE, "").replace("<project name='p'>", beating.formatted("1 ms"));
        assertThat(read(xml).orThrow().heartbeatMicros()).isEqualTo(1_000);
        xml = project(SOURCE, "").replace("<project name='p'>", beating.formatted("5"));
        assertThat(read(xml).orThrow().heartbeatMicros()).isEqualTo(5_000_000);
    }

    private static boolean isTooLarge(String xml) {
        return read(xml).problems().stream().anyMatch(p -> p.code().code().equals("LS-1003"));
    }

    private static String attributes(int count) {
        StringBuilder s = new StringBuilder("<project");
        for (int k = 0; k < count; k++) {
            s.append(" a").append(k).append("=''");
        }
        return s.append("/>").toString();
    }

    @Test
    void whatIsAtALimitIsReadAndOneMoreIsRefused() {
        assertThat(isTooLarge(attributes(200))).isFalse();
        assertThat(isTooLarge(attributes(201))).isTrue();
        assertThat(isTooLarge("<a>".repeat(100) + "</a>".repeat(100))).isFalse();
        assertThat(isTooLarge("<a>".repeat(101) + "</a>".repeat(101))).isTrue();
        String text = "<project><description>%s</description></project>";
        String most = "x".repeat(16 << 20);
        assertThat(isTooLarge(text.formatted(most))).isFalse();
        assertThat(isTooLarge(text.formatted(most + "x"))).isTrue();
        assertThat(isTooLarge("<project/>" + " ".repeat(64 << 20))).isTrue();
    }

    @Test
    void anInitializerThatNothingUsesIsNoted() {
        String init = "<expr-initialize><initializer>integer x = 1</initializer></expr-initialize>";
        String edge = "<edge source='s' target='w'/>";
        String copy = "<window-copy name='w'>" + init + "</window-copy>";
        assertThat(read(project(SOURCE + copy, edge)).problems())
                .extracting(x -> x.severity() + " " + x.code().code())
                .containsExactly("NOTE LS-1018");
        String filter =
                "<window-filter name='w'>" + init + "<expression>x</expression></window-filter>";
        assertThat(read(project(SOURCE + filter, edge)).problems()).isEmpty();
    }
}
