package dev.lockstep.engine.bean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.ClassFile;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.expression.code.ClassFactory;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What generated writers put into columns, null masks and claims, and which codes texts get. */
public final class BeanColumnsTest {
    private static final int FIELDS = 70;
    private static final int FIRST_TEXT = 35;
    private static final int ALL = EventBlock.PLAIN | EventBlock.WHOLE | EventBlock.NUMBERED;

    private final List<String> seen = new ArrayList<>();
    private final List<Integer> claims = new ArrayList<>();
    private final List<Integer> codes = new ArrayList<>();

    /** More fields than a null word has bits, each of which may be null. */
    public static final class Wide {
        public long id;
        public @Nullable
        Integer f0,
                f1,
                f2,
                f3,
                f4,
                f5,
                f6,
                f7,
                f8,
                f9,
                f10,
                f11,
                f12,
                f13,
                f14,
                f15,
                f16,
                f17,
                f18,
                f19,
                f20,
                f21,
                f22,
                f23,
                f24,
                f25,
                f26,
                f27,
                f28,
                f29,
                f30,
                f31,
                f32,
                f33,
                f34;
        public @Nullable
        String f35,
                f36,
                f37,
                f38,
                f39,
                f40,
                f41,
                f42,
                f43,
                f44,
                f45,
                f46,
                f47,
                f48,
                f49,
                f50,
                f51,
                f52,
                f53,
                f54,
                f55,
                f56,
                f57,
                f58,
                f59,
                f60,
                f61,
                f62,
                f63,
                f64,
                f65,
                f66,
                f67,
                f68,
                f69;

        Wide(long id, int without) throws ReflectiveOperationException {
            this.id = id;
            for (int f = 0; f < FIELDS; f++) {
                if (f != without) {
                    Object value = f < FIRST_TEXT ? (Object) (f * 1000) : "text " + f;
                    Wide.class.getField("f" + f).set(this, value);
                }
            }
        }
    }

    /** A key and a text; the text "broken" cannot be read. */
    public record Named(long id, @Nullable String name) {
        public @Nullable String getName() {
            if ("broken".equals(name)) {
                throw new IllegalStateException("no name");
            }
            return name;
        }
    }

    private static Engine engine(String... schemas) {
        String windows =
                IntStream.range(0, schemas.length)
                        .mapToObj(
                                k ->
                                        "<window-source name='in"
                                                + k
                                                + "' index='pi_EMPTY'><schema-string>"
                                                + schemas[k]
                                                + "</schema-string></window-source>")
                        .collect(Collectors.joining());
        String xml =
                "<project name='p' pubsub='auto'><contqueries><contquery name='q'><windows>"
                        + windows
                        + "</windows></contquery></contqueries></project>";
        Engine engine =
                Engine.open(
                        ProjectReader.read(
                                        xml.getBytes(StandardCharsets.UTF_8),
                                        "t.xml",
                                        n -> null,
                                        new ReadOptions(List.of(), false))
                                .orThrow(),
                        EngineOptions.quiet());
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        return engine;
    }

    private Engine named() {
        Engine engine = engine("id*:int64,name:string", "id*:int64,name:string");
        for (String window : List.of("q/in0", "q/in1")) {
            engine.subscribe(window, b -> see(engine, window, b), false);
        }
        return engine;
    }

    private void see(Engine engine, String window, EventBlock b) {
        StringBuilder s = new StringBuilder(window);
        for (int r = 0; r < b.rows(); r++) {
            s.append(' ').append(Opcode.letter(b.opcodes()[r])).append(b.longs(0)[r]).append('=');
            s.append(b.isNull(1, r) ? "-" : engine.pool().string(b.ints(1)[r]));
            codes.add(b.ints(1)[r]);
        }
        seen.add(s.toString());
        claims.add(b.claimed(ALL));
        assertThat(b.claimsHold()).isTrue();
    }

    private static String wideSchema() {
        return IntStream.range(0, FIELDS)
                .mapToObj(f -> ",f" + f + (f < FIRST_TEXT ? ":int32" : ":string"))
                .collect(Collectors.joining("", "id*:int64", ""));
    }

    private static String wideRow(Engine engine, EventBlock b, int r) {
        StringBuilder s = new StringBuilder();
        for (int f = 1; f <= FIELDS; f++) {
            s.append(
                    b.isNull(f, r)
                            ? "-"
                            : f <= FIRST_TEXT
                                    ? Integer.toString(b.ints(f)[r])
                                    : engine.pool().string(b.ints(f)[r]));
            s.append(';');
        }
        return s.toString();
    }

    private static String wideRow(int without) {
        return IntStream.range(0, FIELDS)
                .mapToObj(f -> f == without ? "-" : f < FIRST_TEXT ? f * 1000 + "" : "text " + f)
                .collect(Collectors.joining(";", "", ";"));
    }

    @Test
    void aNullInAnyPlaceIsNullAndNothingElseIs() throws ReflectiveOperationException {
        Engine engine = engine(wideSchema());
        List<String> rows = new ArrayList<>();
        engine.subscribe(
                "q/in0",
                b -> {
                    assertThat(b.claimsHold()).isTrue();
                    claims.add(b.claimed(ALL));
                    for (int r = 0; r < b.rows(); r++) {
                        rows.add(wideRow(engine, b, r));
                    }
                },
                false);
        BeanInput<Wide> in = BeanInput.into(engine, "q/in0", Wide.class, engine::step, 10_000);
        for (int without = 0; without < FIELDS; without++) {
            in.push(new Wide(without, without));
        }
        in.flush();
        in.push(new Wide(-1, -1));
        in.flush();

        for (int without = 0; without < FIELDS; without++) {
            assertThat(rows.get(without)).isEqualTo(wideRow(without));
        }
        assertThat(rows).element(FIELDS).isEqualTo(wideRow(-1));
        assertThat(claims).containsExactly(EventBlock.PLAIN | EventBlock.NUMBERED, ALL);
    }

    @Test
    void eachBlockClaimsWhatIsSoOfItsOwnRows() {
        Engine engine = named();
        BeanInput<Named> in = BeanInput.into(engine, "q/in0", Named.class);

        in.push(new Named(1, "a"));
        in.push(new Named(2, "b"));
        in.flush();
        in.push(new Named(3, null));
        in.push(new Named(4, "a"));
        in.flush();
        in.push(Opcode.UPSERT, new Named(5, "a"));
        in.push(new Named(6, "a"));
        in.flush();
        in.push(new Named(7, "a"));
        in.flush();

        assertThat(claims)
                .containsExactly(
                        ALL,
                        EventBlock.PLAIN | EventBlock.NUMBERED,
                        EventBlock.WHOLE | EventBlock.NUMBERED,
                        ALL);
        assertThat(seen)
                .containsExactly(
                        "q/in0 I1=a I2=b", "q/in0 I3=- I4=a", "q/in0 P5=a I6=a", "q/in0 I7=a");
    }

    @Test
    void aFirstObjectThatFailsLeavesAnEmptyBlockWithoutHistory() {
        Engine engine = named();
        BeanInput<Named> in = BeanInput.into(engine, "q/in0", Named.class);

        assertThatThrownBy(() -> in.push(Opcode.DELETE, new Named(1, "broken")))
                .hasMessage("no name");
        in.flush();
        assertThat(seen).isEmpty();
        in.push(new Named(2, "b"));
        in.flush();

        assertThat(seen).containsExactly("q/in0 I2=b");
        assertThat(claims).containsExactly(ALL);
    }

    @Test
    void rowsKeepTheirValuesWhileTheBlockGrows() {
        Engine engine = named();
        BeanInput<Named> in = BeanInput.into(engine, "q/in0", Named.class, engine::step, 10_000);
        String expected =
                IntStream.range(0, 1_000)
                        .mapToObj(k -> k % 7 == 3 ? " P" + k + "=-" : " I" + k + "=n" + k)
                        .collect(Collectors.joining("", "q/in0", ""));
        // the second time it has its size
        for (int times = 0; times < 2; times++) {
            for (int k = 0; k < 1_000; k++) {
                boolean isOther = k % 7 == 3;
                in.push(
                        isOther ? Opcode.UPSERT : Opcode.INSERT,
                        new Named(k, isOther ? null : "n" + k));
            }
            in.flush();
        }

        assertThat(seen).containsExactly(expected, expected);
    }

    @Test
    void equalTextsHaveOneCodeWhateverTheirObjects() {
        Engine engine = named();
        BeanInput<Named> in = BeanInput.into(engine, "q/in0", Named.class);
        for (int k = 0; k < 20; k++) {
            in.push(new Named(k, new String("equal")));
        }
        in.flush();

        assertThat(codes).hasSize(20).containsOnly(codes.get(0));
    }

    @Test
    void textsOfOneHashCodeAreToldApart() {
        Engine engine = named();
        BeanInput<Named> in = BeanInput.into(engine, "q/in0", Named.class);
        List<String> twins = List.of("AaAa", "BBBB", "AaBB", "BBAa");
        assertThat(twins.stream().map(String::hashCode).distinct()).hasSize(1);
        StringBuilder expected = new StringBuilder("q/in0");
        for (int k = 0; k < 100; k++) {
            String name = twins.get((k ^ k / 4) % 4);
            in.push(new Named(k, name));
            expected.append(" I").append(k).append('=').append(name);
        }
        in.flush();

        assertThat(seen).containsExactly(expected.toString());
        assertThat(codes.stream().distinct()).hasSize(4);
    }

    /** The dictionary forgets texts that no window has, and their codes go to others. */
    @Test
    void aTextWhoseCodeWentToAnotherGetsANewOne() {
        Engine engine = named();
        BeanInput<Named> in = BeanInput.into(engine, "q/in0", Named.class, engine::step, 1);
        for (int k = 0; k < 140_000; k++) {
            in.push(new Named(k, k % 10_000 == 0 ? "lasting" : "name " + k));
        }

        assertThat(engine.pool().codeLimit()).as("codes came twice").isLessThan(100_000);
        for (int k = 0; k < 140_000; k++) {
            String name = k % 10_000 == 0 ? "lasting" : "name " + k;
            assertThat(seen.get(k)).isEqualTo("q/in0 I" + k + "=" + name);
        }
    }

    @Test
    void inputsThatTakeTurnsReachTheirOwnWindows() {
        Engine engine = named();
        BeanInput<Named> first = BeanInput.into(engine, "q/in0", Named.class, engine::step, 1);
        BeanInput<Named> second = BeanInput.into(engine, "p/q/in1", Named.class, engine::step, 1);
        BeanInput<Named> third = BeanInput.into(engine, "p/q/in0", Named.class, engine::step, 1);

        for (int k = 0; k < 2; k++) {
            first.push(new Named(1, "a"));
            second.push(new Named(2, "b"));
            second.push(new Named(3, "c"));
            third.push(new Named(4, "d"));
        }

        List<String> once = List.of("q/in0 I1=a", "q/in1 I2=b", "q/in1 I3=c", "q/in0 I4=d");
        assertThat(seen.subList(0, 4)).isEqualTo(once);
        assertThat(seen.subList(4, 8)).isEqualTo(once);
    }

    /** So that the compiler does not begin anew with each engine; their rows are their own. */
    @Test
    void enginesOfOneSchemaShareAWriterClassButNoRows() {
        Engine first = named();
        Engine second = engine("id*:int64,name:string");
        second.subscribe("q/in0", b -> see(second, "second", b), false);
        BeanInput<Named> one = BeanInput.into(first, "q/in0", Named.class);
        BeanInput<Named> two = BeanInput.into(second, "q/in0", Named.class);
        one.push(new Named(1, "a"));
        two.push(new Named(2, "b"));
        one.push(new Named(3, "c"));
        one.flush();
        two.flush();

        assertThat(seen).containsExactly("q/in0 I1=a I3=c", "second I2=b");
        assertThat(BeanProperties.writer(Named.class, first.schema("q/in0")))
                .hasSameClassAs(BeanProperties.writer(Named.class, second.schema("q/in0")));
    }

    /** More schemas than classes are kept, and each again. */
    @Test
    void schemasThatDifferHaveWritersThatDo() throws ReflectiveOperationException {
        for (int k = 0; k < 40; k++) {
            int last = k % 20;
            Engine engine = engine(ints(last + 1));
            List<String> rows = new ArrayList<>();
            engine.subscribe(
                    "q/in0", b -> rows.add(b.schema().size() + ":" + b.ints(last + 1)[0]), false);
            BeanInput<Wide> in = BeanInput.into(engine, "q/in0", Wide.class);
            in.push(new Wide(1, -1));
            in.flush();
            assertThat(rows).containsExactly((last + 2) + ":" + last * 1000);
        }
    }

    private static String ints(int count) {
        return IntStream.range(0, count)
                .mapToObj(f -> ",f" + f + ":int32")
                .collect(Collectors.joining("", "id*:int64", ""));
    }

    /** Above 8000 bytes of byte code a method is never compiled by the just-in-time compiler. */
    @Test
    @SuppressWarnings("unchecked")
    void noMethodIsTooLongForTheCompilerHoweverManyFieldsThereAre() throws Exception {
        String source = BeanProperties.source(Wide.class, engine(wideSchema()).schema("q/in0"));
        Method files =
                ClassFactory.class.getDeclaredMethod(
                        "classFiles", Class.class, String.class, String[].class);
        files.setAccessible(true);
        Map<String, byte[]> made =
                (Map<String, byte[]>) files.invoke(null, BeanWriter.class, source, Writers.IMPORTS);
        List<Integer> lengths = new ArrayList<>();
        for (byte[] file : made.values()) {
            lengths.addAll(ClassFile.codeLengths(file).values());
        }

        // a method for 64 fields and one for the others: more fields are more such methods
        assertThat(lengths).filteredOn(l -> l > 1_000).hasSize(1);
        assertThat(lengths).allMatch(l -> l < 4_000);
    }
}
