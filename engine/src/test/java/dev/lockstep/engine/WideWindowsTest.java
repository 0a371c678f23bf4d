package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.expression.code.ClassFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Above 8000 bytes of byte code a method is never compiled by the just-in-time compiler: whole
 * windows of a thousand fields, not their expressions alone.
 */
class WideWindowsTest {
    private static final int FIELDS = 1_000;

    private static String each(String form) {
        return IntStream.range(1, FIELDS)
                .mapToObj(k -> form.replace("#", Integer.toString(k)))
                .collect(Collectors.joining());
    }

    private static String schema(String key) {
        return "<schema-string>" + key + each(",f#:double,t#:string") + "</schema-string>";
    }

    private static Trial wide() {
        String all = schema("id*:int64");
        String output = "<output>%s</output>";
        String sums =
                output.formatted(
                        each(
                                "<field-expr>ESP_aSum(f#)</field-expr>"
                                        + "<field-expr>ESP_aLast(t#)</field-expr>"));
        String join =
                "<join type='leftouter'><conditions><fields left='id' right='id'/>"
                        + "</conditions></join>"
                        + output.formatted(
                                each(
                                        "<field-selection name='t#' source='l_t#'/>"
                                                + "<field-expr name='f#' type='double'>l_f# + r_f#"
                                                + "</field-expr>"));
        return new Trial(
                "",
                "<window-source name='s'>"
                        + all
                        + "</window-source><window-compute name='c'>"
                        + all
                        + output.formatted(
                                each(
                                        "<field-expr>f# * 2</field-expr>"
                                                + "<field-expr>upper(t#)</field-expr>"))
                        + "</window-compute><window-aggregate name='a'>"
                        + all
                        + sums
                        + "</window-aggregate><window-join name='j'>"
                        + join
                        + "</window-join>",
                "<edge source='s' target='c a j'/><edge source='a' target='j'/>");
    }

    /** The classes that are in use, as the factory knows them: base, imports and body. */
    @SuppressWarnings("unchecked")
    private static List<String> bodies() throws ReflectiveOperationException {
        Field classes = ClassFactory.class.getDeclaredField("CLASSES");
        classes.setAccessible(true);
        return List.copyOf(((Map<String, ?>) classes.get(null)).keySet());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, byte[]> files(String body) throws ReflectiveOperationException {
        Method files =
                ClassFactory.class.getDeclaredMethod(
                        "classFiles", Class.class, String.class, String[].class);
        files.setAccessible(true);
        String[] part = body.split("\n", 3);
        return (Map<String, byte[]>)
                files.invoke(null, Class.forName(part[0]), part[2], part[1].split(";"));
    }

    @Test
    void noMethodOfAWindowOfAThousandFieldsIsTooLongForTheCompiler() throws Exception {
        Trial t = wide();
        List<String> out = t.watch("j", false);
        t.push("s", "I 1,1.5,a", "I 2,2.5,b");
        assertThat(out).hasSize(2).allMatch(l -> l.startsWith("I "));
        int methods = 0;
        int longest = 0;
        for (String body : bodies()) {
            for (byte[] file : files(body).values()) {
                for (Map.Entry<String, Integer> m : ClassFile.codeLengths(file).entrySet()) {
                    if (m.getKey().startsWith("connect#")) {
                        // runs once, when the class is made: no compiler ever looks at it
                        continue;
                    }
                    assertThat(m.getValue())
                            .as(body.lines().findFirst().orElse("") + " " + m.getKey())
                            .isLessThanOrEqualTo(8_000);
                    longest = Math.max(longest, m.getValue());
                    methods++;
                }
            }
        }
        assertThat(methods).isGreaterThan(2 * FIELDS);
        assertThat(longest).as("something was cut, not everything is tiny").isGreaterThan(1_000);
        assertThat(t.retained("c")).hasSize(2);
    }
}
