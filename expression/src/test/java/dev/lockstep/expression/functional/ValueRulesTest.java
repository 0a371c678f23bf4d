package dev.lockstep.expression.functional;

import static dev.lockstep.expression.functional.Evaluation.evaluate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.expression.functional.fault.FunctionalError;
import dev.lockstep.expression.functional.functions.ArgumentKind;
import dev.lockstep.expression.functional.functions.FunctionCatalogue;
import dev.lockstep.expression.functional.functions.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nulls, conversions, overflows, bounds and independence from the machine. */
class ValueRulesTest {
    @ParameterizedTest
    @CsvSource({
        "'sum(9223372036854775807,1)',null,NUMERIC_OVERFLOW",
        "'sum(9223372036854775807,1.0)',9223372036854776000,",
        "'diff(0,9223372036854775807,2)',null,NUMERIC_OVERFLOW",
        "'product(4294967296,4294967296)',null,NUMERIC_OVERFLOW",
        "'neg(-9223372036854775808)',null,NUMERIC_OVERFLOW",
        "'abs(-9223372036854775808)',null,NUMERIC_OVERFLOW",
        "'div(-9223372036854775808,-1)',null,NUMERIC_OVERFLOW",
        "'integer(2147483648)',null,NUMERIC_OVERFLOW",
        "integer(-2147483648.9),-2147483648,",
        "long(1e19),null,NUMERIC_OVERFLOW",
        "'long(\"9223372036854775807\")',9223372036854775807,",
        "'sum(\"9223372036854775806\",1)',9223372036854775807,",
        "'quotient(1,0)',null,",
        "'mod(5,0)',null,",
        "'mod(5.5,0)',null,",
        "'div(5,0)',null,",
        "'mod(-7,3)',-1,",
        "sqrt(-1),null,",
        "log(0),null,",
        "'round(-2.5)',-3,",
        "'round(1234.5,-2)',1200,",
        "'precision(0.125,2)',0.12,",
        "'formatNumber(-1234.5)','-1,234',",
        "'sum(0.1,0.2)',0.30000000000000004,",
        "'product(1e300,1e300)',inf,",
        "quotient(1e-7),1e-7,",
        "quotient(0.000001),0.000001,",
        "quotient(123456789012345680000),123456789012345680000,",
    })
    void arithmeticNeverGivesAWrongNumber(String text, String value, FunctionalError error) {
        Evaluation e = new Evaluation();
        assertThat(e.text(text)).isEqualTo(value);
        assertThat(e.errors).isEqualTo(error == null ? List.of() : List.of(error));
    }

    @ParameterizedTest
    @CsvSource({
        "'integer($t)','n/a',null,NOT_CONVERTIBLE",
        "'number($t)','',null,",
        "'number($t)',' 12.5 ',12.5,",
        "'number($t)',true,1,",
        "'number($t)',0x10,null,NOT_CONVERTIBLE",
        "'number($t)',NaN,null,NOT_CONVERTIBLE",
        "'number($t)',1d,null,NOT_CONVERTIBLE",
        "'not($t)',yes,0,",
        "'not($t)',FALSE,1,",
        "'not($t)',0.0,1,",
        "'not($t)',maybe,null,NOT_CONVERTIBLE",
        "'if($t,1,2)',maybe,2,NOT_CONVERTIBLE",
        "'equals($t,10)','1e1',1,",
        "'equals($t,1)',true,1,",
        "'equals($t,\"true\")',true,1,",
        "'lt($t,\"9\")',10,0,",
        "'lt($t,\"9a\")',10,1,",
        "'coalesce(json($t,a),\"none\")','{bad',none,MALFORMED_DOCUMENT",
        "'coalesce(xpath($t,a),\"none\")','<a>',none,MALFORMED_DOCUMENT",
        "'base64Decode($t)','%%',null,NOT_CONVERTIBLE",
        "'base64Decode($t)','/w==',null,NOT_CONVERTIBLE",
        "'urlDecode($t)','%g1',null,NOT_CONVERTIBLE",
        "'urlDecode($t)','100%',null,NOT_CONVERTIBLE",
        "'hexDecode($t)','abc',null,NOT_CONVERTIBLE",
        "'fromHex($t)','ffffffffffffffff',-1,",
        "'fromHex($t)','1ffffffffffffffff',null,NUMERIC_OVERFLOW",
        "'rgx($t,\"a\")','(',null,BAD_ARGUMENT",
        "'rgx(\"(a)\",$t,2)','a',null,BAD_ARGUMENT",
        "'timeParse($t,\"%F\")','2026-02-30',null,NOT_CONVERTIBLE",
        "'timeParse($t,\"%F\")','2026-02-28x',null,NOT_CONVERTIBLE",
        "'timeAdd(0,1,$t)','fortnight',null,BAD_ARGUMENT",
        "'timeAdd(0,9000,$t)','years',null,BAD_ARGUMENT",
    })
    void textsFromOutsideAreConvertedOrNullAndCounted(
            String text, String field, String value, FunctionalError error) {
        Evaluation e = new Evaluation().field("t", field);
        assertThat(e.text(text)).isEqualTo(value);
        assertThat(e.errors).isEqualTo(error == null ? List.of() : List.of(error));
    }

    @Test
    void conditionsKnowThreeValues() {
        assertThat(evaluate("and(null(),false())")).isEqualTo("0");
        assertThat(evaluate("and(true(),null())")).isEqualTo("null");
        assertThat(evaluate("or(null(),true())")).isEqualTo("1");
        assertThat(evaluate("or(false(),null())")).isEqualTo("null");
        assertThat(evaluate("not(null())")).isEqualTo("null");
        assertThat(evaluate("if(null(),1)")).isEqualTo("null");
        assertThat(evaluate("if(null(),1,2)")).isEqualTo("2");
        assertThat(evaluate("if(equals(null(),null()),1,2)")).isEqualTo("2");
        assertThat(evaluate("ifNext(null(),1,false(),2)")).isEqualTo("null");
        assertThat(evaluate("in(null(),1)")).isEqualTo("null");
        assertThat(evaluate("in(1,null(),'1.0')")).isEqualTo("1");
    }

    @Test
    void argumentsThatAreNotNeededAreNotEvaluated() {
        Evaluation e = new Evaluation().field("bad", "x");
        assertThat(e.text("if(true(),1,number($bad))")).isEqualTo("1");
        assertThat(e.text("and(false(),number($bad))")).isEqualTo("0");
        assertThat(e.text("or(1,number($bad))")).isEqualTo("1");
        assertThat(e.text("ifNext(0,number($bad),1,5,number($bad),6)")).isEqualTo("5");
        assertThat(e.text("coalesce('a',number($bad))")).isEqualTo("a");
        assertThat(e.errors).isEmpty();
    }

    /** A strict function is null as soon as one of its arguments is, whichever it is. */
    @Test
    void everyStrictFunctionGivesNullForAnyNullArgument() {
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (FunctionSignature f : FunctionCatalogue.all()) {
            if (f.annotation().nulls() || f.isLazy()) {
                continue;
            }
            for (int missing = 0; missing < f.least(); missing++) {
                List<String> arguments = new ArrayList<>();
                for (int i = 0; i < f.least(); i++) {
                    arguments.add(i == missing ? "null()" : sample(f.parameter(i)));
                }
                String text = f.name() + "(" + String.join(",", arguments) + ")";
                Evaluation e = new Evaluation();
                tried++;
                if (!e.text(text).equals("null") || !e.errors.isEmpty()) {
                    wrong.add(text + " gives " + e.text(text) + e.errors);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tried).isGreaterThan(200);
    }

    private static String sample(ArgumentKind kind) {
        return switch (kind) {
            case XML -> "'<a/>'";
            case JSON -> "'{}'";
            case TIME_FORMAT -> "'%F'";
            default -> "'1'";
        };
    }

    @ParameterizedTest
    @CsvSource({
        "'repeat(\"ab\",1000000)',TEXT_TOO_LONG",
        "'repeat(\"ab\",9000000000000000000)',TEXT_TOO_LONG",
        "'padLeft(1,2000000)',TEXT_TOO_LONG",
        "'string(repeat(\"a\",1000000),repeat(\"a\",1000000))',TEXT_TOO_LONG",
        "'replace(repeat(\"a\",1000000),\"a\",\"bb\")',TEXT_TOO_LONG",
        "'rgxReplaceAll(repeat(\"a\",1000000),\"a\",\"bb\")',TEXT_TOO_LONG",
        "'join(range(1,100000),repeat(\"-\",20))',TEXT_TOO_LONG",
        "'contains(repeat(\"a\",1000000),repeat(\"a\",3000))',REGEX_WORK",
        "'like(repeat(\"a\",1000000),repeat(\"*a\",3000))',REGEX_WORK",
        "'range(1,100001)',TOO_MANY_ITEMS",
        "'range(-9223372036854775808,9223372036854775807)',TOO_MANY_ITEMS",
        "'split(repeat(\"a,\",200000))',TOO_MANY_ITEMS",
        "'listConcat(range(1,60000),range(1,60000))',TOO_MANY_ITEMS",
        "'rgxAll(\"a\",repeat(\"a\",200000))',TOO_MANY_ITEMS",
        "'editDistance(repeat(\"a\",1001),\"a\")',TEXT_TOO_LONG",
        "'jsonParse(string(repeat(\"[\",300),repeat(\"]\",300)))',DOCUMENT_TOO_LARGE",
        "'xml(string(repeat(\"<a>\",300),repeat(\"</a>\",300)))',DOCUMENT_TOO_LARGE",
    })
    void whatGrowsIsBounded(String text, FunctionalError error) {
        Evaluation e = new Evaluation();
        assertThat(e.text(text)).isEqualTo("null");
        assertThat(e.errors).containsExactly(error);
    }

    @Test
    void collectionsDoNotNestSoTheirTextsStaySmall() {
        assertThat(evaluate("listSize(list(list(1,2),set('a'),map('k',1)))")).isEqualTo("3");
        assertThat(evaluate("listFirst(listAdd(list(),list(1,2)))")).isEqualTo("1,2");
        String nested = "'x'";
        for (int i = 0; i < 9; i++) {
            nested = "jsonArray(" + nested + "," + nested + ")";
        }
        Evaluation e = new Evaluation();
        assertThat(e.text("stringLength(" + nested + ")")).isEqualTo("3069");
        StringBuilder grown = new StringBuilder("set('a')");
        for (int i = 0; i < 60; i++) {
            grown.insert(0, "jsonArray(").append(",1)");
        }
        assertThat(e.text("jsonSize(" + grown + ")")).isEqualTo("2");
        assertThat(e.errors).isEmpty();
    }

    @Test
    void aDocumentThatIsBuiltIsBoundedLikeOneThatIsRead() {
        Evaluation e = new Evaluation();
        FunctionalExpression twice = e.field("j", null).compile("jsonArray($j,$j)");
        Object value = "x";
        for (int i = 0; i < 60; i++) {
            dev.lockstep.expression.functional.runtime.FunctionalScope scope =
                    e.field("j", value).scope();
            value = twice.evaluate(scope);
            if (value == null) {
                break;
            }
        }
        assertThat(value).isNull();
        assertThat(e.errors).containsExactly(FunctionalError.DOCUMENT_TOO_LARGE);
    }

    @Test
    void localeAndZoneOfTheMachineChangeNothing() {
        List<String> expected = examples();
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        try {
            for (String tag : List.of("tr-TR", "ar-EG-u-nu-arab", "th-TH-u-ca-buddhist")) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertThat(examples()).as(tag).isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    private static List<String> examples() {
        List<String> all = new ArrayList<>();
        for (FunctionSignature f : FunctionCatalogue.all()) {
            all.add(f.name() + "=" + evaluate(f.annotation().example()));
        }
        all.add(evaluate("toLower('TITLE I')"));
        all.add(evaluate("toUpper('title i')"));
        all.add(evaluate("string(1234567.5)"));
        return all;
    }

    @Test
    void randomNumbersComeFromTheSeedAlone() {
        assertThat(evaluate("string(random(),'|',random(1,6),'|',random(2.0,3.0),'|',guid())"))
                .isEqualTo(
                        evaluate("string(random(),'|',random(1,6),'|',random(2.0,3.0),'|',guid())"))
                .matches(
                        "0\\.\\d+\\|[1-6]\\|2\\.\\d+\\|"
                            + "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(evaluate("equals(guid(),guid())")).isEqualTo("0");
    }
}
