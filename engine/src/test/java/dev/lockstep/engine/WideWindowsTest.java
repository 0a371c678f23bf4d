package dev.lockstep.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.expression.code.ClassFactory;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Above 8000 bytes of byte code a method is never compiled by the just-in-time compiler: whole
 * windows of a thousand fields, not their expressions alone.
 */
class WideWindowsTest {
    private static final int FIELDS = 1_000;
    private static final int KEYS = 300;

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

    private static String numbered(int count, IntFunction<String> form) {
        return IntStream.range(0, count).mapToObj(form).collect(Collectors.joining());
    }

    /** Windows whose keys have hundreds of fields, of every storage, and as many conditions. */
    private static Trial manyKeys() {
        String[] types = {"int32", "int64", "double", "string"};
        String keys = numbered(KEYS, k -> (k == 0 ? "" : ",") + "k" + k + "*:" + types[k % 4]);
        String rows = "<schema-string>" + keys + numbered(KEYS, n -> ",n" + n + ":int32");
        String pairs =
                numbered(KEYS, k -> "<fields left='k" + k + "' right='k" + k + "'/>")
                        + numbered(KEYS, n -> "<fields left='n" + n + "' right='n" + n + "'/>");
        return new Trial(
                "",
                "<window-source name='s'>"
                        + rows
                        + "</schema-string></window-source><window-source name='d'>"
                        + rows
                        + "</schema-string></window-source><window-copy name='c'"
                        + " index='pi_RBTREE'/><window-aggregate name='a'><schema-string>"
                        + keys
                        + ",sum:int64</schema-string><output><field-expr>ESP_aSum(n0)</field-expr>"
                        + "</output></window-aggregate><window-join name='j'>"
                        + "<join type='inner'><conditions>"
                        + pairs
                        + "</conditions></join><output><field-expr name='n' type='int32'>"
                        + "l_n1 + r_n2</field-expr></output></window-join>",
                "<edge source='s' target='c a j'/><edge source='d' target='j'/>");
    }

    private static String row(char opcode, int last, int value) {
        return opcode
                + " "
                + numbered(KEYS, k -> (k == 0 ? "" : ",") + (k == KEYS - 1 ? last : k))
                + numbered(KEYS, n -> "," + value);
    }

    @Test
    void keysOfHundredsOfFieldsAreTakenWholeByMethodsThatTheCompilerTakes() throws Exception {
        Trial t = manyKeys();
        List<String> joined = t.watch("j", false);
        t.push("d", row('I', 7, 1), row('I', 8, 2));
        t.push("s", row('I', 7, 1), row('I', 8, 3), row('I', 9, 1), row('I', 7, 1));
        assertThat(joined).hasSize(1).allMatch(l -> l.startsWith("I ") && l.endsWith(",7,2"));
        assertThat(t.retained("c")).hasSize(3);
        assertThat(t.retained("a")).hasSize(3);
        t.push("s", row('D', 8, 3));
        assertThat(t.retained("c")).hasSize(2).noneMatch(l -> l.contains(",298,8,"));
        assertThat(t.retained("a")).hasSize(2);
        assertThat(longestMethod()).isLessThanOrEqualTo(8_000);
    }

    private static int longestMethod() throws ReflectiveOperationException, IOException {
        int longest = 0;
        for (String body : bodies()) {
            for (byte[] file : files(body).values()) {
                for (Map.Entry<String, Integer> m : ClassFile.codeLengths(file).entrySet()) {
                    boolean runsOnce = m.getKey().startsWith("connect#");
                    longest = Math.max(longest, runsOnce ? 0 : m.getValue());
                }
            }
        }
        return longest;
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
