package dev.lockstep.engine.window.aggregate.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.StringPool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderedExtremeTest {
    private static final int GROUPS = 3;

    /** First byte of a group in a snapshot. */
    private static final byte RING = 0;

    private static final byte SUFFIXES = 2;

    /** What is kept, and which of it is best. */
    private enum Way {
        NUMBERS(false, true),
        GREATEST_TEXT(true, true),
        LEAST_TEXT(true, false);

        private final boolean isText;
        private final boolean isGreatestBest;

        Way(boolean isText, boolean isGreatestBest) {
            this.isText = isText;
            this.isGreatestBest = isGreatestBest;
        }
    }

    private final StringPool pool = new StringPool();
    private Way way = Way.NUMBERS;

    /** The extreme of a test, and one that it was restored from, which must not differ. */
    private OrderedExtreme extreme = made();

    private OrderedExtreme twin = extreme;

    private OrderedExtreme made() {
        return new OrderedExtreme(new GroupRecords(), way.isGreatestBest, way.isText ? pool : null);
    }

    private void begin(Way chosen) {
        way = chosen;
        extreme = open(made());
        twin = extreme;
    }

    private long kept(long value) {
        return way.isText ? pool.intern(String.format(Locale.ROOT, "%09d", value)) : value;
    }

    private void insert(int group, long value) {
        long kept = kept(value);
        extreme.insert(extreme.words(), extreme.at(group), kept);
        if (twin != extreme) {
            twin.insert(twin.words(), twin.at(group), kept);
        }
    }

    private void delete(int group, long value) {
        long kept = kept(value);
        extreme.delete(extreme.words(), extreme.at(group), kept);
        if (twin != extreme) {
            twin.delete(twin.words(), twin.at(group), kept);
        }
    }

    /** Goes on with a restored one, and with the former one beside it. */
    private void restore() throws IOException {
        byte[] saved = saved(extreme);
        assertThat(saved(twin)).isEqualTo(saved);
        twin = extreme;
        extreme = made();
        extreme.restore(new DataInputStream(new ByteArrayInputStream(saved)), GROUPS);
        assertThat(saved(extreme)).isEqualTo(saved);
    }

    private long best(int group) {
        return extreme.best(extreme.words(), extreme.at(group));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theBestValueIsFoundWhicheverRowsLeave(Way chosen) throws IOException {
        begin(chosen);
        Random random = new Random(11);
        List<List<Long>> members = new ArrayList<>();
        for (int g = 0; g < GROUPS; g++) {
            members.add(new ArrayList<>());
        }
        int outOfOrder = 0;
        for (int step = 0; step < 20_000; step++) {
            int g = random.nextInt(GROUPS);
            List<Long> rows = members.get(g);
            // phases of growth and of shrinking, so that groups empty and begin again
            boolean grows = random.nextInt(100) < (step / 500 % 2 == 0 ? 65 : 25);
            if (rows.isEmpty() || grows) {
                long value = random.nextInt(50);
                rows.add(value);
                insert(g, value);
            } else if (rows.size() == 1 && random.nextBoolean()) {
                rows.clear();
                // as the loops empty a group
                extreme.clear(extreme.words(), extreme.at(g));
                twin.clear(twin.words(), twin.at(g));
            } else {
                boolean isOldest = random.nextInt(200) > 0;
                outOfOrder += isOldest ? 0 : 1;
                int at = isOldest ? 0 : random.nextInt(rows.size());
                delete(g, rows.remove(at));
            }
            if (step % 177 == 0) {
                restore();
            }
            for (int k = 0; k < GROUPS; k++) {
                List<Long> m = members.get(k);
                assertThat(extreme.isNull(k)).isEqualTo(m.isEmpty());
                if (!m.isEmpty()) {
                    long expected = way.isGreatestBest ? Collections.max(m) : Collections.min(m);
                    assertThat(best(k)).isEqualTo(kept(expected));
                }
            }
        }
        assertThat(outOfOrder).isGreaterThan(20);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void amongValuesThatGetWorseTheNextBestOneIsKnownBeforeItIsNeeded(Way chosen)
            throws IOException {
        begin(chosen);
        Random random = new Random(12);
        Deque<Long> rows = new ArrayDeque<>();
        TreeMap<Long, Integer> sorted = new TreeMap<>();
        long value = 1_000_000;
        for (int step = 0; step < 60_000; step++) {
            // every other leap beats what was there before
            long worse = random.nextInt(3) - (step % 800 == 0 ? 400 + random.nextInt(800) : 0);
            value -= way.isGreatestBest ? worse : -worse;
            rows.add(value);
            sorted.merge(value, 1, Integer::sum);
            insert(1, value);
            // more and more, then less
            int most = step < 20_000 ? 3_000 : step < 40_000 ? 9_000 : 200;
            while (rows.size() > most) {
                long gone = rows.remove();
                sorted.compute(gone, (v, n) -> n == null || n == 1 ? null : n - 1);
                delete(1, gone);
            }
            if (step % 9_000 == 8_999) {
                assertThat(kind(extreme, 1)).isEqualTo(SUFFIXES);
                restore();
            }
            long expected = way.isGreatestBest ? sorted.lastKey() : sorted.firstKey();
            assertThat(best(1)).isEqualTo(kept(expected));
        }
        restore();
        while (!rows.isEmpty()) {
            delete(1, rows.remove());
        }
        assertThat(extreme.isNull(1)).isTrue();
        assertThat(kind(extreme, 1)).isEqualTo(RING);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 1, 0", // no such way
        "0, -1, 0", // less than no values
        "0, 1, -1",
        "0, 1, 65537", // more credit than there can be
        "2, 1, 0",
        "2, 1, 2", // more before the turn than there are
    })
    void whatNoExtremeWritesIsRefused(byte way, int count, int detail) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(way);
        out.writeInt(count);
        out.writeInt(detail);
        out.writeLong(7);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThatThrownBy(() -> made().restore(in, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void aTreeOfMoreValuesThanThereCanBeIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(1);
        for (long value = 0; value < 3; value++) {
            out.writeLong(Integer.MAX_VALUE);
            out.writeLong(value);
        }
        out.writeLong(0);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThatThrownBy(() -> made().restore(in, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void whatAGroupNoLongerNeedsIsThereForTheNext() {
        Map<Integer, Deque<Long>> groups = new HashMap<>();
        for (int round = 0; round < 300; round++) {
            int g = round % 60;
            extreme.open(g);
            Deque<Long> rows = groups.computeIfAbsent(g, k -> new ArrayDeque<>());
            for (long value = 5_000; value > 0; value--) {
                // among falling values a group gets suffixes
                long kept = round % 2 == 0 ? value : -value;
                rows.add(kept);
                extreme.insert(extreme.words(), extreme.at(g), kept);
                if (value % 3 == 0) {
                    extreme.delete(extreme.words(), extreme.at(g), rows.remove());
                }
            }
            if (round % 4 < 2) {
                extreme.close(g);
                rows.clear();
            }
            while (rows.size() > 3) {
                extreme.delete(extreme.words(), extreme.at(g), rows.remove());
            }
        }
        assertThat(extreme.wordsOfValues()).isLessThan(100_000);
    }

    /** What a group of a list or with suffixes is in a snapshot. */
    private static byte kind(OrderedExtreme extreme, int group) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved(extreme)));
        for (int g = 0; ; g++) {
            byte kind = in.readByte();
            assertThat(kind).isIn(RING, SUFFIXES);
            if (g == group) {
                return kind;
            }
            int count = in.readInt();
            in.skipNBytes(count == 0 ? 0 : 4 + 8L * count);
        }
    }

    private static byte[] saved(OrderedExtreme extreme) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        extreme.save(new DataOutputStream(bytes), GROUPS);
        return bytes.toByteArray();
    }

    private static OrderedExtreme open(OrderedExtreme extreme) {
        for (int g = 0; g < GROUPS; g++) {
            extreme.open(g);
        }
        return extreme;
    }
}
