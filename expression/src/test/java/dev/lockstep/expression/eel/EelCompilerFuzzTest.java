package dev.lockstep.expression.eel;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.expression.code.ClassFactory;
import dev.lockstep.expression.code.ClassFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Any text compiles or is refused with a code of the language; what compiles can be evaluated, the
 * same for equal input, and holds no method that is too long.
 */
class EelCompilerFuzzTest {
    private static final FieldType[] TYPES = {
        FieldType.STRING, FieldType.INT32, FieldType.INT64, FieldType.DOUBLE, FieldType.MONEY
    };

    @FuzzTest(maxDuration = "20s")
    void anyTextIsAnExpressionOrRefusedWithACode(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        String text = new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
        FieldType type = TYPES[(bytes[0] & 0xff) % TYPES.length];
        List<Problem> problems = probe(text).problems(text, type);
        for (Problem p : problems) {
            if (!(p.code() instanceof EelError) || p.where().line() < 5) {
                throw new IllegalStateException("problem " + p);
            }
        }
        if (!problems.isEmpty()) {
            return;
        }
        String members = probe(text).unit(text, type).members();
        ClassFiles.codeLengths(EelProbe.Base.class, members, EelUnit.IMPORTS)
                .forEach(
                        (method, length) -> {
                            if (length > 8_000) {
                                throw new IllegalStateException(method + " has " + length);
                            }
                        });
        Object once = probe(text).compile(text, type).value();
        Object again = probe(text).compile(text, type).value();
        if (!Objects.equals(once, again)) {
            throw new IllegalStateException(once + " and " + again);
        }
        ClassFactory.instantiate(EelProbe.Base.class, members, EelUnit.IMPORTS);
    }

    private static EelProbe probe(String body) {
        return EelProbe.with("a", FieldType.INT32, 5)
                .and("b", FieldType.DOUBLE, 2.5)
                .and("c", FieldType.STRING, "text")
                .and("d", FieldType.INT64, null)
                .and("e", FieldType.ARRAY_DOUBLE, new byte[8])
                .and("m", FieldType.MONEY, 15_000L)
                .function("f", "string", body)
                .initializer("integer n = 1 string t = 'x' regex r");
    }
}
