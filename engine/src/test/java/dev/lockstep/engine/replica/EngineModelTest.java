package dev.lockstep.engine.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EngineModelTest {
    private static final String PROJECT =
            """
            <project name="p"><contqueries><contquery name="q"><windows>
              <window-source name="in" index="pi_EMPTY" insert-only="true">
                <schema-string>id*:int64,name:string</schema-string>
              </window-source>
              <window-copy name="last"><retention type="bycount_sliding">3</retention></window-copy>
              <window-aggregate name="counts">
                <schema-string>name*:string,n:int64</schema-string>
                <output><field-expr>ESP_aCountOpcodes(1)</field-expr></output>
              </window-aggregate>
            </windows><edges>
              <edge source="in" target="last"/><edge source="last" target="counts"/>
            </edges></contquery></contqueries></project>
            """;

    /** With a window that the next version has otherwise, and one that puts out as time passes. */
    private static final String BEFORE =
            with(
                    with(PROJECT, "late", "bytime_sliding", "1 second"),
                    "few",
                    "bycount_sliding",
                    "1");

    private static final String NEXT =
            with(BEFORE.replace(">1</", ">2</"), "more", "bycount_sliding", "1");

    private static String with(String project, String copy, String type, String amount) {
        String window =
                "<window-copy name='%s'><retention type='%s'>%s</retention></window-copy>"
                        .formatted(copy, type, amount);
        return project.replace("</windows>", window + "</windows>")
                .replace("</edges>", "<edge source='in' target='" + copy + "'/></edges>");
    }

    private final List<BadRecord> bad = new ArrayList<>();
    private long nextId;

    private EngineModel model() {
        EngineModel model = fresh();
        model.start(0, 1);
        return model;
    }

    /** Each character of a record is a row; a question mark is none. */
    private void decode(
            byte[] value,
            long offset,
            EventBlock block,
            Consumer<EventBlock> blocks,
            Consumer<BadRow> badRows) {
        block.reset(0);
        BlockBuilder rows = new BlockBuilder(block, null);
        for (int k = 0; k < value.length; k++) {
            if (value[k] == '?') {
                badRows.accept(new BadRow(EngineError.NULL_KEY, "at " + offset, "no row", "?"));
            } else {
                rows.row(Opcode.INSERT).set(0, offset * 1000 + k).set(1, value, k, 1);
            }
        }
        blocks.accept(block);
    }

    private static OutputRoute route(String window) {
        return route(window, "topic");
    }

    private static OutputRoute route(String window, String target) {
        return new OutputRoute(
                window,
                target,
                true,
                false,
                (block, sequence, id, records) ->
                        records.accept(
                                (sequence + ":" + Long.toHexString(id) + ":" + block.rows())
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    private void record(EngineModel model, String text) {
        model.record(0, 10, nextId++, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> output(EngineModel model) {
        return model.takeOutput().stream().map(EngineModelTest::text).toList();
    }

    private static String text(ReplicaOutput o) {
        return o.output()
                + " "
                + o.sequence()
                + " "
                + new String(o.value(), StandardCharsets.UTF_8);
    }

    @Test
    void eachOutputNumbersItsBlocksAndSaysInTheirIdsWhichOneItIs() {
        EngineModel model = model();
        model.speak(true);
        record(model, "a");
        record(model, "ab");

        assertThat(output(model))
                .containsExactlyInAnyOrder(
                        "0 1 1:1000000000001:1",
                        "1 1 1:2000000000001:1",
                        "0 2 2:1000000000002:2",
                        "1 2 2:2000000000002:2");
        assertThat(output(model)).isEmpty();
        assertThat(model.sequences()).containsExactly(2, 2);
    }

    @Test
    void aModelThatIsSilentCountsAndDigestsAsOneThatSpeaks() {
        EngineModel speaking = model();
        EngineModel silent = model();
        speaking.speak(true);
        for (String text : List.of("a", "bca", "aa", "b")) {
            long id = nextId;
            record(speaking, text);
            nextId = id;
            record(silent, text);
        }

        assertThat(output(silent)).isEmpty();
        assertThat(output(speaking)).isNotEmpty();
        assertThat(silent.sequences()).isEqualTo(speaking.sequences());
        assertThat(silent.digests()).isEqualTo(speaking.digests()).hasSize(3);
    }

    @Test
    void aModelThatIsSilentPractisesEncodingForAWhileAndPutsNothingOut() {
        AtomicLong encoded = new AtomicLong();
        OutputRoute counting =
                new OutputRoute(
                        "q/in",
                        "topic",
                        true,
                        false,
                        (block, sequence, id, records) -> encoded.addAndGet(block.rows()));
        EngineModel model = fresh(List.of(counting));
        model.start(0, 1);
        for (int k = 0; k < NumberedOutput.PRACTICE_ROWS / 10; k++) {
            record(model, "abcdefghij");
        }
        assertThat(encoded.get()).isEqualTo(NumberedOutput.PRACTICE_ROWS);
        record(model, "abc");
        assertThat(encoded.get()).isEqualTo(NumberedOutput.PRACTICE_ROWS);
        assertThat(output(model)).isEmpty();
        model.speak(true);
        record(model, "abc");
        assertThat(encoded.get()).isEqualTo(NumberedOutput.PRACTICE_ROWS + 3);
    }

    @Test
    void whatCannotBeEncodedStopsOnlyWhoSpeaks() {
        OutputRoute failing =
                new OutputRoute(
                        "q/in",
                        "topic",
                        true,
                        false,
                        (block, sequence, id, records) -> {
                            throw new IllegalStateException("no encoder");
                        });
        EngineModel model = fresh(List.of(failing));
        model.start(0, 1);
        record(model, "abc");
        assertThat(model.sequences()).containsExactly(1);
        model.speak(true);
        assertThatThrownBy(() -> record(model, "abc")).hasMessageContaining("no encoder");
    }

    @Test
    void modelsWithOtherHistoriesDifferInTheDigestOfTheFirstWindowThatDoes() {
        EngineModel one = model();
        EngineModel other = model();
        record(one, "ab");
        nextId = 0;
        record(other, "ac");
        assertThat(one.windows()).containsExactly("q/in", "q/last", "q/counts");
        for (int k = 0; k < 3; k++) {
            assertThat(one.digests()[k]).isNotEqualTo(other.digests()[k]);
        }
    }

    @Test
    void theSameRowsInAnotherOrderAreAnotherHistory() {
        EngineModel one = model();
        EngineModel other = model();
        one.record(0, 10, 1, new byte[] {'a'});
        one.record(0, 10, 2, new byte[] {'b'});
        other.record(0, 10, 2, new byte[] {'b'});
        other.record(0, 10, 1, new byte[] {'a'});
        assertThat(one.digests()[0]).isNotEqualTo(other.digests()[0]);
    }

    @Test
    void aModelThatWasLoadedGoesOnAsTheOneThatWasSaved() throws IOException {
        EngineModel saved = model();
        saved.speak(true);
        record(saved, "abc");
        record(saved, "da");
        output(saved);
        byte[] bytes = save(saved, 42);

        EngineModel loaded = fresh();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        loaded.load(in);
        // what follows belongs to somebody else and is still there
        assertThat(in.readInt()).isEqualTo(42);
        loaded.speak(true);
        assertThat(loaded.sequences()).isEqualTo(saved.sequences());
        assertThat(loaded.digests()).isEqualTo(saved.digests());

        long id = nextId;
        record(saved, "bad");
        nextId = id;
        record(loaded, "bad");
        assertThat(output(loaded)).isEqualTo(output(saved)).isNotEmpty();
        assertThat(loaded.digests()).isEqualTo(saved.digests());
    }

    /** One that nothing was stepped of yet, not even the start. */
    private EngineModel fresh() {
        return fresh(List.of(route("q/counts"), route("q/last")));
    }

    private EngineModel fresh(List<OutputRoute> routes) {
        return fresh(PROJECT, routes);
    }

    private EngineModel fresh(String text, List<OutputRoute> routes) {
        ProjectSpec project =
                ProjectReader.read(
                                text.getBytes(StandardCharsets.UTF_8),
                                "p.xml",
                                name -> null,
                                new ReadOptions(List.of(), true))
                        .orThrow();
        Engine engine = Engine.open(project, EngineOptions.quiet());
        EventBlock block = EventBlock.detached(engine.schema("q/in"));
        return new EngineModel(
                engine,
                new ModelOptions(
                        new TreeMap<>(),
                        List.of(
                                new ReplicaInput(
                                        "q/in",
                                        (v, offset, blocks, rows) ->
                                                decode(v, offset, block, blocks, rows))),
                        routes,
                        source -> {
                            throw new IllegalStateException(source);
                        },
                        bad::add),
                () -> {});
    }

    private static byte[] save(EngineModel model, int behind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        model.save(out);
        out.writeInt(behind);
        return bytes.toByteArray();
    }

    @Test
    void aDamagedStateIsRefusedWhereverTheBitIsThatWasFlipped() throws IOException {
        EngineModel saved = model();
        record(saved, "abc");
        byte[] bytes = save(saved, 42);
        int engineAt = bytes.length / 2;
        for (int k = engineAt; k < bytes.length - 8; k += 7) {
            byte[] damaged = bytes.clone();
            damaged[k] ^= 4;
            assertThatThrownBy(
                            () ->
                                    fresh().load(
                                                    new DataInputStream(
                                                            new ByteArrayInputStream(damaged))))
                    .as("byte %d", k)
                    .isInstanceOfAny(IOException.class, LockstepException.class);
        }
    }

    @Test
    void whatCannotBeDecodedIsReportedWithItsPlaceAndTheRestGoesOn() {
        EngineModel model = model();
        model.speak(true);
        record(model, "a?b");
        record(model, "?");

        assertThat(bad).extracting(b -> b.row().place()).containsExactly("at 0", "at 1");
        assertThat(bad).extracting(BadRecord::source).containsOnly("q/in");
        assertThat(model.sequences()).containsExactly(1, 1);
    }

    private EngineModel before(OutputRoute... routes) {
        EngineModel model = fresh(BEFORE, List.of(routes));
        model.start(0, 1);
        return model;
    }

    /** A model of the next version with what it takes over of one that was saved. */
    private EngineModel takenOver(EngineModel saved, List<OutputRoute> routes) throws IOException {
        EngineModel next = fresh(NEXT, routes);
        DataInputStream in = in(save(saved, 42));
        next.takeOver(in, empty(next));
        assertThat(in.readInt()).isEqualTo(42);
        return next;
    }

    private static Set<String> empty(EngineModel next) {
        SequencedMap<String, String> empty =
                next.engine().startingEmpty(Map.of("q/few", "changed", "q/more", "new"));
        assertThat(empty).containsOnlyKeys("q/few", "q/more");
        return empty.keySet();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    @Test
    void whatGoesWhereItWentBeforeIsNumberedOnInAnotherVersionAndTheRestBeginsAnew()
            throws IOException {
        EngineModel saved = before(route("q/few"), route("q/in"), route("q/last"));
        record(saved, "abc");
        record(saved, "de");
        record(saved, "f");
        assertThat(saved.sequences()).containsExactly(3, 3, 3);

        EngineModel next =
                takenOver(
                        saved,
                        List.of(
                                route("q/last"),
                                route("q/more"),
                                route("q/in", "elsewhere"),
                                route("q/few")));
        assertThat(next.sequences())
                .as("kept, of a new window, to another target, of a window that begins empty")
                .containsExactly(3, 0, 0, 3);
        assertThat(output(next)).isEmpty();
        next.speak(true);
        record(next, "g");
        assertThat(output(next))
                .as("the place in the id is that of the next version")
                .contains("0 4 4:1000000000004:2", "1 1 1:2000000000001:1", "2 1 1:3000000000001:1")
                .anyMatch(o -> o.startsWith("3 4 4:4000000000004:"));
    }

    @Test
    void twoOutputsOfAWindowToTheSameTargetKeepTheirNumbersEach() throws IOException {
        OutputRoute all = route("q/late");
        OutputRoute lasting = new OutputRoute("q/late", "topic", true, true, all.encoder());
        EngineModel saved = before(all, lasting);
        record(saved, "abc");
        saved.tick(5_000_000);
        assertThat(saved.sequences()).containsExactly(2, 1);
        assertThat(takenOver(saved, List.of(all, lasting)).sequences()).containsExactly(2, 1);
        assertThat(takenOver(saved, List.of(all)).sequences()).containsExactly(2);
        EngineModel loaded = fresh(BEFORE, List.of(all, lasting));
        loaded.load(in(save(saved, 0)));
        assertThat(loaded.sequences()).containsExactly(2, 1);
    }

    @Test
    void theBytesOfAnOutputAreToldToItsTapInAnotherVersion() throws IOException {
        List<Long> begun = new ArrayList<>();
        OutputTap tap =
                new OutputTap() {
                    @Override
                    public void begin(long bytes) {
                        begun.add(bytes);
                    }

                    @Override
                    public void add(long sequence, byte[] value, boolean isSpoken) {
                        // only where it begins is looked at
                    }
                };
        EngineModel saved = before(tapped("q/in", tap));
        record(saved, "ab");
        long bytes = "1:1000000000001:2".length();
        begun.clear();
        takenOver(saved, List.of(tapped("q/last", tap), tapped("q/in", tap)));
        assertThat(begun).containsExactly(0L, bytes);
    }

    private static OutputRoute tapped(String window, OutputTap tap) {
        OutputRoute r = route(window, "file");
        return new OutputRoute(window, r.target(), true, false, r.encoder(), tap);
    }

    @Test
    void windowsThatKeepTheirStateKeepTheirDigestAndOthersBeginWithNone() throws IOException {
        EngineModel saved = before();
        record(saved, "abc");
        record(saved, "d");
        long[] before = saved.digests();
        assertThat(before).doesNotContain(0);

        EngineModel next = takenOver(saved, List.of(route("q/last")));
        long[] after = next.digests();
        for (int k = 0; k < after.length; k++) {
            String window = next.windows().get(k);
            boolean isEmpty = List.of("q/few", "q/more").contains(window);
            long expected = isEmpty ? 0 : before[saved.windows().indexOf(window)];
            assertThat(after[k]).as(window).isEqualTo(expected);
        }
        assertThat(rows(next, "q/last")).isEqualTo(3);
        assertThat(rows(next, "q/counts")).isEqualTo(rows(saved, "q/counts")).isPositive();
        assertThat(rows(next, "q/few")).isZero();
        assertThat(rows(next, "q/more")).isZero();
    }

    private static long rows(EngineModel model, String window) {
        long[] rows = new long[1];
        model.engine().retained(window, b -> rows[0] += b.rows());
        return rows[0];
    }

    @Test
    void twoModelsThatTookOverTheSameAreTheSameFromThereOn() throws IOException {
        EngineModel saved = before(route("q/counts"));
        record(saved, "abcab");
        List<OutputRoute> routes = List.of(route("q/few"), route("q/counts"));
        EngineModel one = takenOver(saved, routes);
        EngineModel loaded = fresh(NEXT, routes);
        loaded.load(in(save(one, 0)));
        EngineModel other = takenOver(saved, routes);
        long id = nextId;
        for (EngineModel m : List.of(one, other, loaded)) {
            nextId = id;
            m.speak(true);
            record(m, "xyz");
        }
        List<String> spoken = output(one);
        assertThat(spoken).isNotEmpty();
        assertThat(output(other)).isEqualTo(spoken);
        assertThat(output(loaded)).isEqualTo(spoken);
        assertThat(other.digests()).isEqualTo(one.digests());
        assertThat(loaded.digests()).isEqualTo(one.digests());
    }

    @Test
    void aStateOfAnotherFormatIsNeitherLoadedNorTakenOver() throws IOException {
        EngineModel saved = model();
        record(saved, "abc");
        byte[] bytes = save(saved, 42);
        bytes[3]--;
        assertThatThrownBy(() -> fresh().load(in(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessage("A model of version 2 is not known.");
        EngineModel next = fresh(NEXT, List.of());
        assertThatThrownBy(() -> next.takeOver(in(bytes), empty(next)))
                .isInstanceOf(IOException.class)
                .hasMessage("A model of version 2 is not known.");
    }

    @Test
    void aStateWithOtherOutputsOrWindowsIsNotLoaded() throws IOException {
        EngineModel saved = model();
        record(saved, "abc");
        byte[] bytes = save(saved, 42);
        List<List<OutputRoute>> others =
                List.of(
                        List.of(route("q/last"), route("q/counts")),
                        List.of(route("q/counts", "elsewhere"), route("q/last")),
                        List.of(route("q/counts")),
                        List.of(route("q/counts"), route("q/last"), route("q/in")));
        for (List<OutputRoute> routes : others) {
            assertThatThrownBy(() -> fresh(routes).load(in(bytes)))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(
                            "It has the outputs [q/counts to topic, q/last to topic]");
        }
        List<OutputRoute> same = List.of(route("q/counts"), route("q/last"));
        assertThatThrownBy(() -> fresh(NEXT, same).load(in(bytes)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("It has the windows [q/in, q/last, q/counts] instead of");
    }

    @Test
    void aNumberOfOutputsOrWindowsThatNoProjectHasIsRefused() throws IOException {
        byte[] bytes = save(fresh(List.of()), 42);
        for (int at : List.of(4, 8)) {
            for (int count : List.of(-1, Integer.MAX_VALUE)) {
                byte[] damaged = bytes.clone();
                ByteBuffer.wrap(damaged).putInt(at, count);
                assertThatThrownBy(() -> fresh(List.of()).load(in(damaged)))
                        .as("%d at %d", count, at)
                        .isInstanceOf(IOException.class)
                        .hasMessage("It has " + count + " outputs or windows.");
            }
        }
    }
}
