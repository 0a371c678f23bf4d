package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.schema.FieldType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class UserFunctionsTest {
    private static EelProbe probe() {
        return EelProbe.with("a", FieldType.INT64, 7L).and("s", FieldType.STRING, "text");
    }

    @Test
    void aFunctionSeesItsArgumentsAndTheFieldsOfTheEvent() {
        EelProbe p = probe().function("twice", "double", "private real p p = parameter(1); p * 2");
        p.function("sum", "int64", "return parameter(1) + parameter(2) + a");
        p.function("shout", "string", "return upper(s)");
        assertThat(p.real("twice(1.5)")).isEqualTo(3.0);
        assertThat(p.real("Twice('1.5')")).isEqualTo(3.0);
        assertThat(p.integer("sum(1, twice(2))")).isEqualTo(12L);
        assertThat(p.text("shout() & shout()")).isEqualTo("TEXTTEXT");
    }

    @Test
    void nullArgumentsAndResultsStayNull() {
        EelProbe p = probe().function("same", "int64", "return parameter(1)");
        p.function("none", "string", "integer x x = 1");
        assertThat(p.integer("same(null)")).isNull();
        assertThat(p.text("none()")).isNull();
        assertThat(p.condition("isnull(same(null)) and not isnull(same(0))")).isTrue();
        assertThat(p.integer("same(1) + same(null)")).isNull();
    }

    @Test
    void theResultIsConvertedToTheFunctionsType() {
        EelProbe p = probe().function("f", "int32", "return parameter(1)");
        assertThat(p.integer("f(2147483647) + 1")).isEqualTo(2147483648L);
        assertThat(p.integer("f(2147483648)")).isNull();
        assertThat(p.integer("f(1.9)")).isEqualTo(1L);
        assertThat(p.text("f('7') & ''")).isEqualTo("7");
    }

    @Test
    void oneFunctionServesArgumentsOfAllTypes() {
        EelProbe p = probe().function("show", "string", "return typeof(parameter(1))");
        assertThat(p.text("show(1) & show('x') & show(1.5) & show(true) & show(2)"))
                .isEqualTo("integerstringrealbooleaninteger");
    }

    @Test
    void functionsThatCallThemselvesAreRefused() {
        EelProbe p = probe().function("f", "int32", "g() + 1").function("g", "int32", "f() + 1");
        assertThat(p.errors("f()")).containsExactly("LS-2009 5:1");
        assertThat(probe().function("f", "int32", "f()").errors("f()")).hasSize(1);
    }

    @Test
    void callsThatMultiplyFromFunctionToFunctionAreCompiledOnce() {
        EelProbe p = probe().function("f0", "int64", "1");
        for (int k = 1; k < 30; k++) {
            p.function("f" + k, "int64", "f" + (k - 1) + "() + f" + (k - 1) + "()");
        }
        assertThat(p.unit("f29()", FieldType.INT64).members().length()).isLessThan(30_000);
        assertThat(p.integer("f20()")).isEqualTo(1L << 20);
    }

    @Test
    void aChainOfTooManyFunctionsIsRefused() {
        EelProbe p = probe().function("f0", "int64", "1");
        for (int k = 1; k < 40; k++) {
            p.function("f" + k, "int64", "f" + (k - 1) + "()");
        }
        assertThat(p.integer("f31()")).isEqualTo(1L);
        assertThat(p.errors("f32()")).containsExactly("LS-2006 5:1");
    }

    @Test
    void wrongArgumentNumbersAreReported() {
        EelProbe p = probe().function("f", "int32", "return parameter(2)");
        assertThat(p.errors("f(1)")).containsExactly("LS-2004 5:8");
        assertThat(p.errors("parameter(1)")).containsExactly("LS-2004 10:21");
        EelProbe q = probe().function("f", "int32", "parameter(99999999999999999999)");
        assertThat(q.errors("f(1)")).containsExactly("LS-2004 5:1");
        EelProbe r = probe().function("f", "int32", "parameter(0) + parameter(x)");
        assertThat(r.errors("f(1)")).containsExactly("LS-2004 5:1", "LS-2004 5:16");
    }

    @Test
    void aFunctionMayTakeTheNameOfABuiltInOne() {
        EelProbe p = probe().function("upper", "string", "'mine'");
        assertThat(p.text("upper('x')")).isEqualTo("mine");
        EelProbe q =
                probe().function("user_rate", "int64", "5").function("esp_above", "int32", "6");
        assertThat(q.integer("user_rate() + esp_above()")).isEqualTo(11L);
    }

    @Test
    void aFunctionDeclaredTwiceOrOfAnUnknownTypeIsReported() {
        assertThat(probe().function("f", "int32", "1").function("F", "int32", "2").errors("1"))
                .containsExactly("LS-2008 5:1");
        assertThat(probe().function("f", "number", "1").errors("1")).containsExactly("LS-2005 5:1");
    }

    @Test
    void variablesOfTheInitializerLastFromEventToEvent() {
        EelProbe p = probe().initializer("integer n; n=10; string last");
        EelProbe.Program program =
                p.compile("n = n + 1 last = last & n return last", FieldType.STRING);
        assertThat(program.value()).isEqualTo("11");
        assertThat(program.value()).isEqualTo("1112");
        EelProbe q = probe().initializer("integer n = 3 if n == 3 then n = 4");
        assertThat(q.integer("n")).isEqualTo(4L);
    }

    @Test
    void staticVariablesLastAndOthersDoNot() {
        EelProbe.Program program =
                probe().compile(
                                "static integer n = 5 integer m m = m + 1 n = n + 1 n & '/' & m",
                                FieldType.STRING);
        assertThat(program.value()).isEqualTo("6/");
        assertThat(program.value()).isEqualTo("7/");
        assertThat(probe().function("f", "int32", "static integer n = 1 n").errors("f()"))
                .containsExactly("LS-2007 5:16");
    }

    @Test
    void anInitializerHasNoEvent() {
        assertThat(probe().initializer("integer n = a").errors("n"))
                .containsExactly("LS-2002 7:13");
        assertThat(probe().initializer("string n = ESP_OPCODE").errors("n"))
                .containsExactly("LS-2002 7:12");
        EelProbe p = probe().function("f", "int64", "a + 1").initializer("integer n n = f()");
        assertThat(p.errors("n")).containsExactly("LS-2002 5:1");
        EelProbe q =
                probe().function("f", "int64", "parameter(1) + 1").initializer("integer n = f(1)");
        assertThat(q.integer("n")).isEqualTo(2L);
    }

    @Test
    void anInitializerMayReturnEarlyOrBeLong() {
        assertThat(probe().initializer("integer n = 1 return n = 2").integer("n")).isEqualTo(1L);
        StringBuilder text = new StringBuilder("integer n = 0 ");
        for (int k = 0; k < 1_000; k++) {
            text.append("n = n + 1 if n == 700 then return ");
        }
        assertThat(probe().initializer(text.toString().replace("return", "return; ")).integer("n"))
                .isEqualTo(700L);
    }

    @Test
    void allVariablesAreSavedAndRestored() throws IOException {
        EelProbe p =
                probe().initializer(
                                "integer i real d string t boolean b regex r r.compile('[a-z]')");
        String text =
                "static integer n = 0 n = n + 1 i = i + n d = n / 2 t = 't' & n b = n == 2"
                        + " boolean found = false if n == 1 then found = r.findfirst('1a2bc')"
                        + " else found = r.findnext()"
                        + " n & i & d & t & b & found & r.matchstart()";
        EelProbe.Program first = p.compile(text, FieldType.STRING);
        first.value();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        first.made().saveVariables(new DataOutputStream(bytes));
        EelProbe.Program second = p.compile(text, FieldType.STRING);
        second.made()
                .restoreVariables(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        Object expected = first.value();
        assertThat(expected).isEqualTo("21t2truetrue4");
        assertThat(second.value()).isEqualTo(expected);
        assertThat(second.value()).isEqualTo(first.value());
    }
}
