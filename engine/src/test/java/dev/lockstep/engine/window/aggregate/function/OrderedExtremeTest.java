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
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrderedExtremeTest {
    private static final int GROUPS = 3;

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
                extreme = restored(extreme);
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
                assertThat(credit(extreme, 1)).isEqualTo(-1);
                extreme = restored(extreme);
                assertThat(credit(extreme, 1)).isEqualTo(-1);
            }
            assertThat(extreme.best(extreme.words(), extreme.at(1))).isEqualTo(sorted.lastKey());
        }
        while (!rows.isEmpty()) {
            extreme.delete(extreme.words(), extreme.at(1), rows.remove());
        }
        assertThat(extreme.isNull(1)).isTrue();
        assertThat(credit(extreme, 1)).isZero();
    }

    /** What a group may still look through, or -1 if it has candidates, as a snapshot has it. */
    private static long credit(OrderedExtreme extreme, int group) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        extreme.save(new DataOutputStream(bytes), GROUPS);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        for (int g = 0; ; g++) {
            assertThat(in.readBoolean()).isFalse();
            long credit = in.readLong();
            if (g == group) {
                return credit;
            }
            in.skipNBytes(8L * in.readInt());
        }
    }

    private static OrderedExtreme open(OrderedExtreme extreme) {
        for (int g = 0; g < GROUPS; g++) {
            extreme.open(g);
        }
        return extreme;
    }

    private static OrderedExtreme restored(OrderedExtreme extreme) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        extreme.save(new DataOutputStream(bytes), GROUPS);
        OrderedExtreme again = new OrderedExtreme(new GroupRecords(), true, null);
        again.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), GROUPS);
        return again;
    }
}
