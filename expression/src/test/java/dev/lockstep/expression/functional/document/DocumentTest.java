package dev.lockstep.expression.functional.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.fault.FunctionalFault;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class DocumentTest {
    private static final String STOCK =
            """
            <?xml version="1.0"?>
            <!-- a shop -->
            <shop id="s1" open='yes'>
              <shelf n="1"><item price="2.50">bolt &amp; nut</item><item price="10">saw</item></shelf>
              <shelf n="2"><item price="3"><![CDATA[<raw>]]></item><note>a<b>b</b>c</note></shelf>
              <item/>
            </shop>
            """;

    /** What a standard implementation finds, as one text. */
    private static String usual(String path) throws Exception {
        Document document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(STOCK)));
        javax.xml.xpath.XPath xpath = XPathFactory.newInstance().newXPath();
        try {
            NodeList nodes =
                    (NodeList)
                            xpath.evaluate(
                                    path, document.getDocumentElement(), XPathConstants.NODESET);
            List<String> all = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                all.add(nodes.item(i).getTextContent());
            }
            return String.join("|", all);
        } catch (javax.xml.xpath.XPathExpressionException noNodes) {
            return xpath.evaluate(path, document.getDocumentElement());
        }
    }

    private static String ours(String path) {
        Object value = XPath.parse(path).value(XmlParser.parse(STOCK));
        if (value instanceof List<?> nodes) {
            return String.join("|", nodes.stream().map(n -> ((XmlNode) n).stringValue()).toList());
        }
        return new XPathContext(XmlParser.parse(STOCK), 1, 1, new XPathContext.Work()).text(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shelf/item",
                "./shelf/item/text()",
                "//item",
                "/shop/shelf[2]/item",
                "//item[1]",
                "(//item)[1]",
                "//item[last()]",
                "//shelf[@n='2']/note",
                "//item[@price>2.6]/@price",
                "//item[@price>=3 and @price<=5 or . = 'saw']",
                "shelf/*[position()>1]",
                "//b/..",
                "//b/../../@n",
                "@*",
                "*/@n",
                "//note/node()",
                "//item[not(@price)] | @id",
                "//shelf[item='saw']/@n",
                "//shelf[count(item)=1]/@n",
                "count(//item)",
                "sum(//item/@price)",
                "concat(@id,'-',count(*))",
                "name(*[1])",
                "local-name()",
                "string(//note)",
                "normalize-space(' a  b ')",
                "string-length(@id)",
                "contains(//item,'nut')",
                "starts-with(@open,'y')",
                "boolean(//nothing)",
                "number('4')+2-1",
                "//shelf/item[2]/text()",
                "//b = true()",
                "boolean(//nothing = false())",
            })
    void pathsFindWhatAStandardImplementationFinds(String path) throws Exception {
        assertThat(ours(path)).as(path).isEqualTo(usual(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//nothing",
                "/shop/@open",
                "child::shelf/attribute::n",
                "//b/ancestor::*/@n",
                "//b/ancestor::*[1]",
                "//b/ancestor-or-self::*[2]",
                "//note/preceding-sibling::item",
                "shelf[1]/following-sibling::*",
                "//item[2]/preceding-sibling::*[1]",
                "shelf/item[following-sibling::item]",
                "descendant-or-self::note/self::note/parent::shelf/@n",
                "div * 2",
                "1 div 3",
                "10 - 2 - 3",
                "2 + 3 * 4",
                "starts-with(/, .)",
                "/ = .",
                "count(//item) mod 3 = 1",
                "substring('12345', 1.5, 2.6)",
                "substring('12345', 0, 3)",
                "shelf[1]//text()",
                ".//item[. != '']",
                "//item[@price='3'][1]",
                "substring(@id,2)",
                "substring-after('a-b','-')",
                "substring-before('a-b','-')",
                "translate('abc','ab','x')",
                "string-length(substring('hello',2,3))",
                "floor(2.7)",
                "ceiling(2.1)",
                "round(2.5)",
                "2 * 3",
                "7 mod 4",
                "6 div 4",
                "-1 + 3",
            })
    void axesFunctionsAndOperatorsGiveWhatAStandardImplementationGives(String path)
            throws Exception {
        assertThat(ours(path)).as(path).isEqualTo(usual(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a[",
                "a]",
                "a[1",
                "//",
                "a//",
                "@",
                "nosuch(1)",
                "a b",
                "'open",
                "a/b/",
                "count()",
                "cousin::a",
                "$x",
                "a[[1]]",
                "1.2.3",
                "a or",
                "((a)"
            })
    void wrongPathsAreRefused(String path) {
        assertThatThrownBy(() -> XPath.parse(path))
                .isInstanceOf(FunctionalFault.class)
                .hasMessageContaining("XPath");
    }

    @Test
    void parentOfTheRootIsTheDocument() {
        XmlNode root = XmlParser.parse("<a><b/></a>");
        assertThat(XPath.parse("..").nodes(root)).isEqualTo(XPath.parse("/").nodes(root));
        assertThat(XPath.parse("../..").nodes(root)).isEmpty();
    }

    @Test
    void deepPathsAreRefusedNotOverflowed() {
        for (String deep :
                List.of(
                        "(".repeat(10_000),
                        "a[".repeat(10_000),
                        "not(".repeat(10_000),
                        "a" + " or a".repeat(5_000),
                        "1" + "*1".repeat(5_000),
                        "a" + "/a".repeat(10_000))) {
            assertThatThrownBy(() -> XPath.parse(deep)).isInstanceOf(FunctionalFault.class);
        }
    }

    @Test
    void signsMayBeRepeated() {
        assertThat(ours("--3")).isEqualTo("3");
        assertThat(ours("-".repeat(10_001) + "3")).isEqualTo("-3");
    }

    @Test
    void workOfAPathIsBounded() {
        XmlNode wide = XmlParser.parse("<a>" + "<b/>".repeat(3_000) + "</a>");
        XPath quadratic = XPath.parse("//b[count(../b) > 0]");
        assertThatThrownBy(() -> quadratic.nodes(wide))
                .isInstanceOf(FunctionalFault.class)
                .extracting(e -> ((FunctionalFault) e).error())
                .isEqualTo(FunctionalError.DOCUMENT_TOO_LARGE);
    }

    @Test
    void textsThatAPathReadsAreBounded() {
        XmlNode deep =
                XmlParser.parse(
                        "<a>"
                                + "<b>".repeat(150)
                                + "x".repeat(100_000)
                                + "</b>".repeat(150)
                                + "</a>");
        XPath everywhere = XPath.parse("//*[contains(/, concat(., .))]");
        assertThatThrownBy(() -> everywhere.nodes(deep))
                .isInstanceOf(FunctionalFault.class)
                .extracting(e -> ((FunctionalFault) e).error())
                .isEqualTo(FunctionalError.DOCUMENT_TOO_LARGE);
    }

    @Test
    void aNameWithoutPrefixFindsElementsWithOne() {
        XmlNode xml = XmlParser.parse("<x:a xmlns:x='u'><x:b>1</x:b><b>2</b></x:a>");
        assertThat(XPath.parse("b").nodes(xml)).hasSize(2);
        assertThat(XPath.parse("x:b").nodes(xml)).hasSize(1);
    }

    @Test
    void xmlIsWrittenAsItWasRead() {
        for (String xml :
                List.of(
                        "<a/>",
                        "<a b=\"1\" c=\"&lt;&quot;&amp;\">x&amp;y<d/>z</a>",
                        "<a>\n <b> </b>\n</a>")) {
            assertThat(XmlParser.parse(xml).toXml()).isEqualTo(xml);
        }
        assertThat(XmlParser.parse("\ufeff<?x?><!-- --><a><![CDATA[<]]>&#65;&#x42;</a>\n").toXml())
                .isEqualTo("<a>&lt;AB</a>");
        assertThat(XmlParser.parse("<a b='/'/>").toXml()).isEqualTo("<a b=\"/\"/>");
        assertThat(XmlParser.parse("<a b='/'><c/></a>").toXml()).isEqualTo("<a b=\"/\"><c/></a>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "<a>",
                "</a>",
                "<a></b>",
                "<a/><b/>",
                "<a/>x",
                "<a b=1/>",
                "<a b='1' b='2'/>",
                "<a b='<'/>",
                "<a>&nbsp;</a>",
                "<a>&#0;</a>",
                "<a>&",
                "<a>&amp</a>",
                "<!DOCTYPE a><a/>",
                "<a><![CDATA[</a>",
                "<a><!--</a>",
                "<a /x>",
                "<a",
                "<a b",
                "<a b=",
                "<a b='",
                "< a/>",
                "<a>&#xD800;</a>"
            })
    void malformedXmlIsRefused(String xml) {
        assertThatThrownBy(() -> XmlParser.parse(xml))
                .isInstanceOf(FunctionalFault.class)
                .extracting(e -> ((FunctionalFault) e).error())
                .isEqualTo(FunctionalError.MALFORMED_DOCUMENT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "a.b.c;1",
                "$.a.b.c;1",
                "a['b'].c;1",
                "a[\"b\"]['c'];1",
                "list[0];10",
                "list.1;20",
                "list[-1];{\"n\":[3,4]}",
                "list[2].n[*];3",
                "rain.1h;0.5",
                "weather.description;mist",
                "['dot.ted'];2",
                "$['dot.ted'];2",
                "empty;",
                "flag;true",
                "none;null",
                "a.x;null",
                "list[9];null",
                "a[0];null",
                "big;12345678901234567890",
                "twice;2",
                "uni;é\\",
            })
    void jsonPathsFindValues(String path, String value) {
        JsonNode json =
                JsonReader.parse(
                        "{'a':{'b':{'c':1}},'list':[10,20,{'n':[3,4]}],'rain':{'1h':0.5},"
                                + "'weather':[{'description':'mist'},{}],'dot.ted':2,'empty':'',"
                                + "'flag':true,'none':null,'big':12345678901234567890,'twice':1,"
                                + "'twice':2,'uni':'\\u00e9\\\\'}");
        JsonNode found = JsonPath.parse(path).first(json);
        assertThat(found == null ? "null" : String.valueOf(found.value()))
                .isEqualTo(value == null ? "" : value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "a.", "a[", "a[x]", "a['b]", "a[1", "$.", "a]b[0]c", "$.a[0]b"})
    void wrongJsonPathsAreRefused(String path) {
        assertThatThrownBy(() -> JsonPath.parse(path)).isInstanceOf(FunctionalFault.class);
    }

    @Test
    void jsonIsReadLenientlyAndWrittenStrictly() {
        assertThat(JsonReader.parse("{a:1, 'b' : [1,2,], /* c */ \"d\":\"\\n\\u0001\"}").toJson())
                .isEqualTo("{\"a\":1,\"b\":[1,2],\"d\":\"\\n\\u0001\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[1 2]", "{\"a\"}", "nul", "1 2", "{\"a\":1}}", "\"open", "01x"})
    void malformedJsonIsRefused(String json) {
        assertThatThrownBy(() -> JsonReader.parse(json))
                .isInstanceOf(FunctionalFault.class)
                .extracting(e -> ((FunctionalFault) e).error())
                .isEqualTo(FunctionalError.MALFORMED_DOCUMENT);
    }
}
