package dev.lockstep.expression.functional;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.expression.functional.FunctionContext.Definition;
import dev.lockstep.expression.functional.FunctionContext.Property;
import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.runtime.Convert;
import dev.lockstep.expression.functional.runtime.FunctionalScope;
import dev.lockstep.expression.runtime.EvaluationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FunctionContextTest {
    private static final Location WHERE = new Location("m.xml", 3, 7);
    private static final String ORDER =
            "<order><no>A7</no><lines><line qty='2'>bolt</line><line qty='5'>nut</line></lines>"
                    + "</order>";

    private final FunctionalNames names = new FunctionalNames();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private static Definition def(String name, String text) {
        return new Definition(name, text, WHERE);
    }

    private static Property property(String type, String name, String text) {
        return new Property(type, name, new TreeMap<>(), text, WHERE);
    }

    private FunctionalScope scope() {
        assertThat(problems).isEmpty();
        FunctionalScope scope = names.newScope(new EvaluationContext(new StringPool()));
        scope.errors((error, part) -> errors.add(error.code() + " " + part));
        scope.begin("in", 1);
        return scope;
    }

    private static String result(FunctionContext context, FunctionalScope scope, String name) {
        return String.valueOf(Convert.toText(scope.value(context.slot(name))));
    }

    @Test
    void laterFunctionsSeeEarlierResultsInPlaceOfTheField() {
        int a = names.defineField("a");
        FunctionContext context =
                FunctionContext.compile(
                        List.of(),
                        List.of(),
                        List.of(def("b", "sum($a,1)"), def("a", "sum($a,10)"), def("c", "$a")),
                        names,
                        problems);
        FunctionalScope scope = scope();
        scope.value(a, 5L);
        context.evaluate(scope);
        assertThat(result(context, scope, "b")).isEqualTo("6");
        assertThat(result(context, scope, "a")).isEqualTo("15");
        assertThat(result(context, scope, "c")).isEqualTo("15");
        assertThat(context.slot("nothing")).isEqualTo(-1);
        assertThat(context.functions()).containsExactly("b", "a", "c");
    }

    @Test
    void aFieldThatNothingHasMadeYetIsNullWithAWarning() {
        names.defineField("in");
        List.of("in", "a", "b").forEach(names::defineOutput);
        FunctionContext context =
                FunctionContext.compile(
                        List.of(),
                        List.of(),
                        List.of(def("a", "string($a,$b,$in)"), def("b", "$a")),
                        names,
                        problems);
        assertThat(context.functions()).contains("a", "b");
        assertThat(problems)
                .filteredOn(p -> !p.isError())
                .extracting(p -> p.code().code() + " " + p.detail())
                .containsExactly(
                        "LS-2512 Field $a has no value yet, so it is null here.",
                        "LS-2512 Field $b has no value yet, so it is null here.");
    }

    @Test
    void anEmptyFunctionIsNull() {
        int data = names.defineField("data");
        FunctionContext context =
                FunctionContext.compile(
                        List.of(), List.of(), List.of(def("data", " \n ")), names, problems);
        FunctionalScope scope = scope();
        scope.value(data, "x");
        context.evaluate(scope);
        assertThat(scope.value(data)).isNull();
    }

    @Test
    void propertiesOfEveryTypeAreRead() {
        names.defineField("list");
        FunctionContext context =
                FunctionContext.compile(
                        List.of(def("digits", "[0-9]+")),
                        List.of(
                                property("string", "s", "string('a',1)"),
                                new Property("list", "l", Map.of("delimiter", ";"), "$list", WHERE),
                                property("set", "t", "'x,y,x'"),
                                new Property(
                                        "map",
                                        "m",
                                        Map.of("outer", ";", "inner", ":"),
                                        "'k:1;l:2'",
                                        WHERE),
                                property("json", "j", "'[1,{\"b\":2}]'"),
                                property("xml", "x", "'<a>t</a>'")),
                        List.of(
                                def("s", "#s"),
                                def("l", "#l"),
                                def("t", "#t"),
                                def("m", "#m"),
                                def("j", "#j"),
                                def("x", "#x"),
                                def("d", "isNull(#digits)"),
                                def("again", "#s")),
                        names,
                        problems);
        FunctionalScope scope = scope();
        scope.value(names.field("list"), "p;q,r");
        context.evaluate(scope);
        assertThat(result(context, scope, "s")).isEqualTo("a1");
        assertThat(scope.value(context.slot("l"))).isEqualTo(List.of("p", "q,r"));
        assertThat(result(context, scope, "t")).isEqualTo("x,y");
        assertThat(result(context, scope, "m")).isEqualTo("k=1,l=2");
        assertThat(result(context, scope, "j")).isEqualTo("[1,{\"b\":2}]");
        assertThat(result(context, scope, "x")).isEqualTo("<a>t</a>");
        assertThat(result(context, scope, "d")).isEqualTo("0");
        assertThat(result(context, scope, "again")).isEqualTo("a1");
        assertThat(errors).isEmpty();
    }

    @Test
    void aMalformedDocumentIsNullAndReportedWithItsProperty() {
        FunctionContext context =
                FunctionContext.compile(
                        List.of(),
                        List.of(property("xml", "doc", "'<a>'"), property("json", "idle", "'{'")),
                        List.of(def("f", "isNull(#doc)")),
                        names,
                        problems);
        FunctionalScope scope = scope();
        context.evaluate(scope);
        assertThat(result(context, scope, "f")).isEqualTo("1");
        assertThat(errors).containsExactly("LS-2524 property doc");
    }

    @Test
    void unknownTypesAndNamesTakenTwiceAreProblems() {
        FunctionContext.compile(
                List.of(def("e", "a"), def("e", "b("), def("g", "x")),
                List.of(property("yaml", "p", "1"), property("string", "g", "1")),
                List.of(def("f", "1"), def("f", "2"), def("h", "$later"), def("later", "1")),
                names,
                problems);
        assertThat(problems)
                .extracting(p -> p.code())
                .containsExactly(
                        FunctionalError.DUPLICATE_NAME,
                        FunctionalError.BAD_PATTERN,
                        FunctionalError.UNKNOWN_KIND,
                        FunctionalError.DUPLICATE_NAME,
                        FunctionalError.DUPLICATE_NAME,
                        FunctionalError.UNKNOWN_FIELD);
    }

    private EventLoop loop(String type, String use, String selector, int group, String... texts) {
        List<Definition> functions = new ArrayList<>();
        for (int i = 0; i < texts.length; i += 2) {
            functions.add(def(texts[i], texts[i + 1]));
        }
        return EventLoop.compile(
                new EventLoop.Definition(
                        type, "lines", "item", def("use", use), def("sel", selector), group),
                names,
                inside ->
                        FunctionContext.compile(List.of(), List.of(), functions, inside, problems),
                problems);
    }

    private List<String> turns(EventLoop loop, FunctionalScope scope, String... fields) {
        List<String> rows = new ArrayList<>();
        loop.run(
                scope,
                context -> {
                    List<String> row = new ArrayList<>();
                    for (String f : fields) {
                        row.add(result(context, scope, f));
                    }
                    rows.add(String.join("|", row));
                });
        return rows;
    }

    @Test
    void aLoopStartsFromTheBaseContextAndEachTurnFromTheOneBeforeIt() {
        int doc = names.defineField("doc");
        FunctionContext base =
                FunctionContext.compile(
                        List.of(),
                        List.of(property("xml", "xml", "$doc")),
                        List.of(
                                def("no", "xpath(#xml,'./no/text()')"),
                                def("id", "string($no,'-base')")),
                        names,
                        problems);
        EventLoop loop =
                loop(
                        "xml",
                        "#xml",
                        "//lines/line",
                        0,
                        "seen",
                        "$id",
                        "id",
                        "string($no,'-',eventNumber())",
                        "what",
                        "xpath(#_context,'text()')",
                        "xml",
                        "$item");
        FunctionalScope scope = scope();
        scope.value(doc, ORDER);
        base.evaluate(scope);
        assertThat(turns(loop, scope, "seen", "id", "what", "xml"))
                .containsExactly(
                        "A7-base|A7-0|bolt|<line qty=\"2\">bolt</line>",
                        "A7-0|A7-1|nut|<line qty=\"5\">nut</line>");
        assertThat(result(base, scope, "id")).isEqualTo("A7-base");
    }

    @Test
    void rowsOfOneEventAreNumberedThroughAllLoopsAndNewlyForTheNextEvent() {
        EventLoop asking =
                loop("regex", "'ab'", ".", 0, "v", "string(eventNumber(),$item,eventNumber())");
        EventLoop silent = loop("regex", "'xy'", ".", 0, "v", "$item");
        FunctionalScope scope = scope();
        for (int event = 0; event < 2; event++) {
            scope.begin("source", event);
            assertThat(turns(asking, scope, "v")).containsExactly("0a0", "1b1");
            assertThat(turns(silent, scope, "v")).containsExactly("x", "y");
            assertThat(turns(asking, scope, "v")).containsExactly("2a2", "3b3");
        }
    }

    @Test
    void loopsRunOverJsonAndMatches() {
        int doc = names.defineField("doc");
        EventLoop json = loop("json", "$doc", "$.list", 0, "v", "json($item,'n')");
        EventLoop regex = loop("regex", "'a=1, b=22'", "([a-z])=([0-9]+)", 2, "v", "$item");
        FunctionalScope scope = scope();
        scope.value(doc, "{\"list\":[{\"n\":1},{\"m\":2},{\"n\":null},{\"n\":\"x\"}]}");
        assertThat(turns(json, scope, "v")).containsExactly("1", "null", "null", "x");
        assertThat(turns(regex, scope, "v")).containsExactly("1", "22");
        assertThat(errors).isEmpty();
    }

    @Test
    void aLoopOverNothingOrOverRubbishMakesNoTurn() {
        int doc = names.defineField("doc");
        EventLoop json = loop("json", "$doc", "list", 0, "v", "$item");
        FunctionalScope scope = scope();
        assertThat(turns(json, scope, "v")).isEmpty();
        scope.value(doc, "{\"other\":1}");
        assertThat(turns(json, scope, "v")).isEmpty();
        assertThat(errors).isEmpty();
        scope.value(doc, "{");
        assertThat(turns(json, scope, "v")).isEmpty();
        assertThat(errors).containsExactly("LS-2524 event loop lines");
    }

    @Test
    void whatIsWrongInALoopIsAProblem() {
        loop("csv", "1", "x", 0);
        loop("xml", "1", "//[", 0);
        loop("regex", "1", "(a)", 2);
        loop("json", "$none", "a..b", 0, "f", "$gone");
        assertThat(problems)
                .extracting(p -> p.code())
                .containsExactly(
                        FunctionalError.UNKNOWN_KIND,
                        FunctionalError.BAD_PATTERN,
                        FunctionalError.BAD_PATTERN,
                        FunctionalError.UNKNOWN_FIELD,
                        FunctionalError.BAD_PATTERN,
                        FunctionalError.UNKNOWN_FIELD);
    }

    @Test
    void namesOfOneLoopAreUnknownInAnother() {
        loop("json", "'[1]'", "$", 0, "own", "1");
        assertThat(problems).isEmpty();
        loop("json", "'[1]'", "$", 0, "f", "$own");
        assertThat(problems)
                .extracting(p -> p.code())
                .containsExactly(FunctionalError.UNKNOWN_FIELD);
    }
}
