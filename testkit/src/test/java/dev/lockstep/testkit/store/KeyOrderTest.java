package dev.lockstep.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.testkit.Rows;
import dev.lockstep.testkit.model.ModelBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyOrderTest {
    private static final List<Integer> INTS = List.of(Integer.MIN_VALUE, -2, -1, 0, 1, 255, 256);
    private static final List<Long> LONGS =
            List.of(Long.MIN_VALUE, -256L, -1L, 0L, 1L, 1L << 32, Long.MAX_VALUE);
    private static final List<Double> DOUBLES =
            List.of(
                    Double.NEGATIVE_INFINITY,
                    -1e300,
                    -2.5,
                    -Double.MIN_VALUE,
                    0.0,
                    Double.MIN_VALUE,
                    1.5,
                    Double.POSITIVE_INFINITY,
                    Double.NaN);

    /** The last two stand the other way round in the order of Java's characters. */
    private static final List<String> TEXTS =
            List.of(
                    "",
                    "\0",
                    "\0\0",
                    "\0\1",
                    "a",
                    "a\0",
                    "a\0b",
                    "a\1",
                    "ab",
                    "b",
                    "\uffff",
                    "\ud800\udc00");

    private static List<?> ascending(FieldType type) {
        return switch (type.storage()) {
            case INT -> INTS;
            case LONG -> LONGS;
            case DOUBLE -> DOUBLES;
            case BYTES -> TEXTS;
        };
    }

    private static void set(BlockBuilder b, int field, Object value) {
        switch (value) {
            case Integer i -> b.set(field, i.intValue());
            case Long l -> b.set(field, l.longValue());
            case Double d -> b.set(field, d.doubleValue());
            default -> b.set(field, value.toString());
        }
    }

    /** Keys of two fields, sent in a random order to a source with that index. */
    private static Engine filled(FieldType type, IndexType index) {
        ModelBuilder m = new ModelBuilder();
        m.source("s", "n:int32,k*:" + type.text() + ",j*:int32").index(index);
        m.filter("f", "n:int32,k*:" + type.text() + ",j*:int32", "n >= 0").index(index);
        Engine engine =
                Engine.open(m.edge("s", "f").build(), EngineOptions.quiet().with(new TreeStores()));
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        List<int[]> rows = new ArrayList<>();
        for (int k = 0; k < ascending(type).size(); k++) {
            for (int j = -2; j < 2; j++) {
                rows.add(new int[] {rows.size(), k, j});
            }
        }
        Collections.shuffle(rows, new Random(3));
        EventBlock block = EventBlock.detached(engine.schema("q/s"));
        BlockBuilder b = new BlockBuilder(block, null);
        for (int[] row : rows) {
            b.row(Opcode.INSERT).set(0, row[0]).set(2, row[2]);
            set(b, 1, ascending(type).get(row[1]));
        }
        engine.step(new JournalEntry.Block(0, "q/s", block));
        return engine;
    }

    private static List<@Nullable Object> places(Engine engine, String window) {
        EventBlock rows = engine.retained(window);
        List<@Nullable Object> places = new ArrayList<>();
        for (int i = 0; i < rows.rows(); i++) {
            places.add(Rows.read(rows, i, engine.pool()).get(0));
        }
        return places;
    }

    private static List<Object> ascendingPlaces(FieldType type) {
        List<Object> places = new ArrayList<>();
        for (long n = 0; n < 4L * ascending(type).size(); n++) {
            places.add(n);
        }
        return places;
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void aTreeShowsItsRowsInTheOrderOfTheirKeys(FieldType type) {
        Engine engine = filled(type, IndexType.RBTREE);
        assertThat(places(engine, "q/s")).isEqualTo(ascendingPlaces(type));
        assertThat(places(engine, "q/f")).isEqualTo(ascendingPlaces(type));
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void aStoreShowsItsRowsInTheOrderOfTheirKeys(FieldType type) {
        Engine engine = filled(type, IndexType.HLEVELDB);
        assertThat(places(engine, "q/s")).isEqualTo(ascendingPlaces(type));
        assertThat(places(engine, "q/f")).isEqualTo(ascendingPlaces(type));
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void aHashShowsThemAsTheyCameAndAllShowTheSameSet(FieldType type) {
        Engine hash = filled(type, IndexType.HASH);
        assertThat(places(hash, "q/s"))
                .isNotEqualTo(ascendingPlaces(type))
                .containsExactlyInAnyOrderElementsOf(ascendingPlaces(type));
        for (IndexType index : List.of(IndexType.RBTREE, IndexType.HLEVELDB)) {
            assertThat(filled(type, index).stateDigest("q/f")).isEqualTo(hash.stateDigest("q/f"));
        }
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void groupsOfATreeComeInTheOrderOfTheirKeysToo(FieldType type) {
        ModelBuilder m = new ModelBuilder();
        m.source("s", "id*:int32,k:" + type.text());
        m.aggregate("a", "k*:" + type.text() + ",n:int64", "ESP_aCount()").index(IndexType.RBTREE);
        Engine engine = Engine.open(m.edge("s", "a").build(), EngineOptions.quiet());
        engine.step(new JournalEntry.Start(0, 1, "", ""));
        Schema schema = engine.schema("q/s");
        EventBlock block = EventBlock.detached(schema);
        BlockBuilder b = new BlockBuilder(block, null);
        List<?> values = ascending(type);
        // the n-th value comes n + 1 times
        for (int k = values.size() - 1; k >= 0; k--) {
            for (int times = 0; times <= k; times++) {
                b.row(Opcode.INSERT).set(0, 100 * k + times);
                set(b, 1, values.get(k));
            }
        }
        engine.step(new JournalEntry.Block(0, "q/s", block));
        EventBlock rows = engine.retained("q/a");
        List<Long> counts = new ArrayList<>();
        for (int i = 0; i < rows.rows(); i++) {
            counts.add(rows.longs(1)[i]);
        }
        assertThat(counts).hasSize(values.size()).isSorted();
    }

    @org.junit.jupiter.api.Test
    void theTextsAreInTheOrderOfTheirBytes() {
        assertThat(TEXTS)
                .isSortedAccordingTo(
                        (a, b) ->
                                java.util.Arrays.compareUnsigned(
                                        a.getBytes(StandardCharsets.UTF_8),
                                        b.getBytes(StandardCharsets.UTF_8)));
    }
}
