package dev.lockstep.engine.window.aggregate.function;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrderedExtremeTest {
    private static final int GROUPS = 3;

    /** First byte of a group in a snapshot. */
    private static final byte RING = 0;

    private static final byte SUFFIXES = 2;

    @Test
    void theBestValueIsFoundWhicheverRowsLeave() throws IOException {
        Random random = new Random(11);
        OrderedExtreme extreme = open(new OrderedExtreme(new GroupRecords(), true, null));
        List<List<Long>> members = new ArrayList<>();
        for (int g = 0; g < GROUPS; g++) {
            members.add(new ArrayList<>());
        }
        int outOfOrder = 0;
        for (int step = 0; step < 20_000; step++) {
            int g = random.nextInt(GROUPS);
            List<Long> rows = members.get(g);
            // phases of growth and of shrinking, so that groups empty and begin again
            boolean grows = random.nextInt(100) < (step / 500 % 2 == 0 ? 70 : 30);
            if (rows.isEmpty() || grows) {
                long value = random.nextInt(50);
                rows.add(value);
                extreme.insert(extreme.words(), extreme.at(g), value);
            } else {
                boolean isOldest = random.nextInt(200) > 0;
                outOfOrder += isOldest ? 0 : 1;
                int at = isOldest ? 0 : random.nextInt(rows.size());
                extreme.delete(extreme.words(), extreme.at(g), rows.remove(at));
            }
            if (step % 777 == 0) {
                byte[] saved = saved(extreme);
                extreme = restored(extreme);
                assertThat(saved(extreme)).isEqualTo(saved);
            }
            for (int k = 0; k < GROUPS; k++) {
                assertThat(extreme.isNull(k)).isEqualTo(members.get(k).isEmpty());
                if (!members.get(k).isEmpty()) {
                    assertThat(extreme.best(extreme.words(), extreme.at(k)))
                            .isEqualTo(Collections.max(members.get(k)));
                }
            }
        }
        assertThat(outOfOrder).isGreaterThan(20);
    }

    @Test
    void amongFallingValuesTheNextBestOneIsKnownBeforeItIsNeeded() throws IOException {
        Random random = new Random(12);
        OrderedExtreme extreme = open(new OrderedExtreme(new GroupRecords(), true, null));
        Deque<Long> rows = new ArrayDeque<>();
        TreeMap<Long, Integer> sorted = new TreeMap<>();
        long falling = 1_000_000;
        for (int step = 0; step < 60_000; step++) {
            // every other leap beats what was there before
            falling -= random.nextInt(3) - (step % 800 == 0 ? 400 + random.nextInt(800) : 0);
            rows.add(falling);
            sorted.merge(falling, 1, Integer::sum);
            extreme.insert(extreme.words(), extreme.at(1), falling);
            if (rows.size() > 3_000) {
                long gone = rows.remove();
                sorted.compute(gone, (v, n) -> n == null || n == 1 ? null : n - 1);
                extreme.delete(extreme.words(), extreme.at(1), gone);
            }
            if (step % 9_000 == 8_999) {
                assertThat(kind(extreme, 1)).isEqualTo(SUFFIXES);
                byte[] saved = saved(extreme);
                extreme = restored(extreme);
                assertThat(saved(extreme)).isEqualTo(saved);
            }
            assertThat(extreme.best(extreme.words(), extreme.at(1))).isEqualTo(sorted.lastKey());
        }
        while (!rows.isEmpty()) {
            extreme.delete(extreme.words(), extreme.at(1), rows.remove());
        }
        assertThat(extreme.isNull(1)).isTrue();
        assertThat(kind(extreme, 1)).isEqualTo(RING);
    }

    @Test
    void whatAGroupNoLongerNeedsIsThereForTheNext() {
        OrderedExtreme extreme = new OrderedExtreme(new GroupRecords(), true, null);
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

    private static OrderedExtreme restored(OrderedExtreme extreme) throws IOException {
        OrderedExtreme again = new OrderedExtreme(new GroupRecords(), true, null);
        again.restore(new DataInputStream(new ByteArrayInputStream(saved(extreme))), GROUPS);
        return again;
    }
}
