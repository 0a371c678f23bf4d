package dev.lockstep.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose index is made late, against a map. */
class AscendingKeysTest {
    private static final Schema SCHEMA =
            new Schema(List.of(new Field("id", FieldType.INT64, true)));

    private KeyedRows rows = rows();
    private final Map<Long, Integer> slots = new HashMap<>();
    private final EventBlock key = key();

    private static KeyedRows rows() {
        return new KeyedRows(SCHEMA, new StringPool(), false);
    }

    private static EventBlock key() {
        EventBlock block = EventBlock.attached(SCHEMA);
        block.rows(1);
        return block;
    }

    private int find(long id) {
        key.longs(0)[0] = id;
        return rows.find(key, 0, rows.hash(key, 0));
    }

    /** Inserts a key that is not there without looking for it, as whoever knows does. */
    private int insert(long id) {
        key.longs(0)[0] = id;
        return rows.insert(key, 0, rows.hash(key, 0));
    }

    private void sameAsMap(long from, long to) {
        for (long id = from; id <= to; id++) {
            assertThat(find(id)).as("key %s", id).isEqualTo(slots.getOrDefault(id, -1));
        }
    }

    private static KeyedRows restored(KeyedRows rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        rows.save(new DataOutputStream(bytes));
        KeyedRows again = rows();
        again.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return again;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void everyKeyIsFoundWheneverSomebodyLooks(int seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        long next = -20;
        for (int step = 0; step < 400; step++) {
            // one of the kinds is left to the later seeds, so that some rows have no index for long
            switch (random.nextInt(seed < 7 ? 6 : 8)) {
                case 0, 1, 2 -> {
                    next += 1 + random.nextInt(3);
                    slots.put(next, insert(next));
                }
                case 3 -> {
                    long id = next - random.nextInt(30);
                    Integer slot = slots.remove(id);
                    if (slot != null) {
                        rows.delete(slot);
                    }
                }
                case 4 -> takeBack(next, random);
                case 5 -> rows = random.nextInt(9) == 0 ? restored(rows) : rows;
                case 6 -> {
                    long id = next - random.nextInt(30);
                    if (!slots.containsKey(id)) {
                        slots.put(id, insert(id));
                    }
                }
                default -> {
                    long id = next - random.nextInt(60) + 10;
                    assertThat(find(id)).isEqualTo(slots.getOrDefault(id, -1));
                }
            }
            assertThat(rows.size()).isEqualTo(slots.size());
        }
        sameAsMap(-30, next + 10);
        assertThat(rows.index().size()).isEqualTo(slots.size());
    }

    /** Inserts and deletes that are taken back; slots stay. */
    private void takeBack(long next, SplittableRandom random) {
        rows.begin();
        insert(next + 1);
        insert(next + 5);
        Integer slot = slots.get(next - random.nextInt(20));
        if (slot != null) {
            rows.delete(slot);
        }
        if (random.nextInt(5) == 0) {
            assertThat(find(next + 1)).isNotNegative();
        }
        rows.rollback();
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537, 70_000})
    void moreRowsThanAnIndexIsMadeOfAtOnceHaveOneInTime(int count) throws IOException {
        for (long id = 0; id < count; id++) {
            slots.put(id, insert(id));
        }
        assertThat(rows.index().size()).isEqualTo(count > 65_536 ? count : 0);
        rows = restored(rows);
        slots.put((long) count, insert(count));

        key.longs(0)[0] = count + 1;
        assertThat(rows.ascendingUntil(key, 0, 1)).isZero();
        sameAsMap(-2, count + 2);
    }
}
