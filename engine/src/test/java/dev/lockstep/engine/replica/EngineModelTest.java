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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        return new OutputRoute(
                window,
                "topic",
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
        ProjectSpec project =
                ProjectReader.read(
                                PROJECT.getBytes(StandardCharsets.UTF_8),
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
}
