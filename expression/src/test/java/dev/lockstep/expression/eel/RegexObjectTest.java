package dev.lockstep.expression.eel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.eel.runtime.RegexObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of type regex: what they find, refuse and do not know. */
class RegexObjectTest {
    /** So much work that no search of this text by {@link #HARD} ends within the bound. */
    private static final String LONG = "a".repeat(100_000);

    private static final String HARD = "(a{1,100}){1,5}b";

    private static EelProbe on(String text) {
        return EelProbe.with("s", FieldType.STRING, text).maxText(200_000).initializer("regex r");
    }

    @ParameterizedTest
    @CsvSource({
        "(a)\\1, references to groups",
        "(?=a), looking around",
        "(?<!a)b, looking around",
        "a*+, possessive",
        "[a-c&&b], class within a class",
        "(, closing parenthesis",
        "a\\012, octal",
    })
    void aPatternOfTheModelThatCannotBeSearchedForIsRefusedAtItsPlace(String pattern, String why) {
        EelProbe p = on("abc");
        String text = "r.compile('" + pattern + "') and r.findfirst(s)";
        assertThat(p.errors(text)).containsExactly("LS-2010 10:31");
        assertThat(p.problems(text).get(0).detail()).contains(why);
    }

    @Test
    void ofAComputedPatternThatCannotBeSearchedForNothingIsKnown() {
        EelProbe p = on("aa");
        String compile = "boolean c c = r.compile('(a)' & '\\\\1') ";
        assertThat(p.text(compile + "c & '/' & isnull(r.findfirst(s))")).isEqualTo("false/true");
        assertThat(p.text(compile + "boolean f f = r.findfirst(s) isnull(r.matchstart())"))
                .isEqualTo("true");
        assertThat(p.text(compile + "r.replace(s, 'x')")).isNull();
        assertThat(p.text(compile + "c = r.compile('a') r.replace(s, 'x')")).isEqualTo("xx");
        assertThat(p.text("r.findfirst(s) & '/' & isnull(r.findfirst(s))"))
                .as("before compile")
                .isEqualTo("false/false");
    }

    @Test
    void aSearchThatTakesTooManyStepsIsNullAndNoMissingMatch() {
        EelProbe p = on(LONG);
        String search = "boolean c boolean f c = r.compile('" + HARD + "') f = r.findfirst(s) ";
        assertThat(p.text(search + "isnull(f) & isnull(r.matchstart()) & isnull(r.findnext())"))
                .isEqualTo("truetruetrue");
        assertThat(p.text(search + "f = r.findfirst('ab') f & isnull(f) & r.matchlength()"))
                .isEqualTo("truefalse2");
        assertThat(p.text(search + "isnull(r.replace(s, ''))")).isEqualTo("true");
    }

    @Test
    void nestedRepetitionNeedsNoStack() {
        EelProbe p = on(LONG);
        String deep = "r.compile('(a|b)*c') and r.findfirst(s & 'c')";
        assertThat(p.condition(deep)).isTrue();
        assertThat(p.condition("r.compile('^(a+)+$') and r.findfirst(s & 'b')")).isFalse();
        assertThat(p.condition("r.compile('^(a+)+$') and isnull(r.findfirst(s & 'b'))")).isFalse();
    }

    @Test
    void positionsCountCharactersAlsoBeyondTheBasicPlane() {
        EelProbe p = on("😀b😀");
        assertThat(p.text("if r.compile('^.b(.)$') and r.findfirst(s) then r.substringstart(1)"))
                .isEqualTo("3");
        assertThat(p.text("if r.compile('[😀]') and r.findfirst(s) then r.matchlength()"))
                .isEqualTo("1");
        assertThat(p.text("if r.compile('x*') then r.replace(s, '-')")).isEqualTo("-😀-b-😀-");
    }

    @Test
    void whatIsReplacedEndsAtTheLongestText() {
        EelProbe p = on("abab").maxText(10);
        assertThat(p.text("if r.compile('a') then r.replace(s, '123456')")).isEqualTo("123456b123");
        assertThat(p.text("if r.compile('(a)') then r.replace(s, '<$1>')")).isEqualTo("<a>b<a>b");
        assertThat(p.text("if r.compile('(a)') then r.replace(s, '$2')")).isNull();
    }

    private static byte[] saved(RegexObject r) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        r.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static RegexObject loaded(byte[] bytes) throws IOException {
        RegexObject r = new RegexObject();
        r.load(new DataInputStream(new ByteArrayInputStream(bytes)));
        return r;
    }

    @Test
    void aRestoredObjectGoesOnWhereTheSavedOneWas() throws IOException {
        RegexObject r = new RegexObject();
        r.compile("b(c)?|x*");
        r.findfirst("😀abcb");
        r.findnext();
        r.findnext();
        RegexObject other = loaded(saved(r));
        for (int n = 0; n < 4; n++) {
            assertThat(saved(other)).isEqualTo(saved(r));
            assertThat(other.substringstart(1)).isEqualTo(r.substringstart(1));
            assertThat(other.findnext()).isEqualTo(r.findnext());
        }
        r.compile(HARD);
        r.findfirst(LONG);
        RegexObject unknown = loaded(saved(r));
        assertThat(unknown.matchstart()).isZero();
        assertThat(unknown.isUnknown()).isTrue();
    }

    @Test
    void aLengthThatASnapshotClaimsTakesNoMemory() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeInt(Integer.MAX_VALUE);
        assertThatThrownBy(() -> loaded(bytes.toByteArray())).isInstanceOf(EOFException.class);
        ByteArrayOutputStream negative = new ByteArrayOutputStream();
        new DataOutputStream(negative).writeInt(-7);
        assertThatThrownBy(() -> loaded(negative.toByteArray()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("-7");
    }

    @Test
    void aMatchThatIsNotInTheTextOfASnapshotIsReported() throws IOException {
        RegexObject r = new RegexObject();
        r.compile("b");
        r.findfirst("abc");
        byte[] bytes = saved(r);
        bytes[bytes.length - 1] = 2;
        assertThatThrownBy(() -> loaded(bytes)).hasMessageContaining("not where it was");
        bytes[bytes.length - 1] = 9;
        assertThatThrownBy(() -> loaded(bytes)).hasMessageContaining("not where it was");
    }

    @Test
    void comparingTooLongTextsGivesNull() {
        EelProbe p = on("a".repeat(3_000));
        assertThat(p.text("isnull(match_string(s, '*' & left(s, 2900) & 'b'))")).isEqualTo("false");
        EelProbe q = on(LONG);
        String pattern = "'*' & left(s, 50000) & 'b'";
        assertThat(q.text("isnull(match_string(s, " + pattern + "))")).isEqualTo("true");
        assertThat(q.condition("match_string(s, " + pattern + ")")).isFalse();
        assertThat(q.text("isnull(edit_distance(s, s))")).isEqualTo("true");
        assertThat(q.text("match_string('abc', 'a*') & match_string('abc', 'b*')"))
                .isEqualTo("truefalse");
        assertThat(q.text("isnull(match_string(null, 'b*'))")).isEqualTo("true");
    }
}
