package dev.lockstep.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class HashIndexTest {
    private final HashIndex index = new HashIndex();

    /** Slots by hash, as they should be. */
    private final Map<Integer, TreeSet<Integer>> expected = new TreeMap<>();

    private final List<int[]> there = new ArrayList<>();

    private TreeSet<Integer> found(int hash) {
        TreeSet<Integer> slots = new TreeSet<>();
        int s = index.segment(hash);
        long[] e = index.entries(s);
        int m = index.mask(s);
        for (int j = hash & m; e[index.first(s) + j] != 0; j = j + 1 & m) {
            long entry = e[index.first(s) + j];
            if ((int) (entry >>> 32) == hash) {
                slots.add((int) entry - 1);
            }
        }
        return slots;
    }

    private void insert(int hash, int slot) {
        index.insert(hash, slot);
        expected.computeIfAbsent(hash, h -> new TreeSet<>()).add(slot);
        there.add(new int[] {hash, slot});
    }

    private void removeOne(Random random) {
        int k = random.nextInt(there.size());
        int[] gone = there.get(k);
        there.set(k, there.get(there.size() - 1));
        there.remove(there.size() - 1);
        index.remove(gone[0], gone[1]);
        expected.getOrDefault(gone[0], new TreeSet<>()).remove(gone[1]);
    }

    private void check() {
        assertThat(index.size()).isEqualTo(there.size());
        expected.forEach((hash, slots) -> assertThat(found(hash)).isEqualTo(slots));
    }

    private void churn(int rows, int steps, IntUnaryOperator hashOf) {
        Random random = new Random(rows);
        int slot = 0;
        for (int k = 0; k < steps; k++) {
            if (there.size() < rows || random.nextBoolean()) {
                insert(hashOf.applyAsInt(random.nextInt()), slot++);
            }
            if (there.size() > rows / 2 && random.nextInt(3) > 0) {
                removeOne(random);
            }
        }
        check();
        while (!there.isEmpty()) {
            removeOne(random);
        }
        check();
    }

    /** Adds and removes many at once; returns how often one of the same hash was there. */
    private int churnTogether(int rows, int steps, IntUnaryOperator hashOf) {
        Random random = new Random(rows);
        int alike = 0;
        int[] hashes = new int[120];
        int[] slots = new int[120];
        for (int step = 0; step < steps; step++) {
            int from = random.nextInt(20);
            for (int k = 0; k < 100; k++) {
                hashes[from + k] = hashOf.applyAsInt(random.nextInt());
                slots[k] = step * 100 + k;
            }
            int added = index.insertUnlessAlike(hashes, from, slots, 100);
            for (int k = 0; k < added; k++) {
                int hash = hashes[from + k];
                expected.computeIfAbsent(hash, h -> new TreeSet<>()).add(slots[k]);
                there.add(new int[] {hash, slots[k]});
            }
            if (added < 100) {
                assertThat(expected.get(hashes[from + added])).isNotEmpty();
                insert(hashes[from + added], slots[added]);
                alike++;
            }
            while (there.size() > rows) {
                removeOldest(Math.min(there.size() - rows, 90));
            }
        }
        check();
        removeOldest(there.size());
        check();
        return alike;
    }

    private void removeOldest(int count) {
        List<int[]> oldest = there.subList(0, count);
        int[] hashes = oldest.stream().mapToInt(e -> e[0]).toArray();
        int[] slots = oldest.stream().mapToInt(e -> e[1]).toArray();
        index.removeAll(hashes, slots, count);
        oldest.forEach(e -> expected.getOrDefault(e[0], new TreeSet<>()).remove(e[1]));
        oldest.clear();
    }

    @Test
    void rowsThatComeAndGoTogetherAreFoundAsLongAsTheyAreThere() {
        assertThat(churnTogether(30, 200, r -> r)).isZero();
        churnTogether(1_000, 300, r -> r);
        churnTogether(20_000, 600, r -> r);
    }

    @Test
    void rowsThatComeTogetherEndAtOneOfTheSameHash() {
        assertThat(churnTogether(3_000, 5_000, r -> r % 700)).isPositive();
        assertThat(churnTogether(3_000, 9_000, r -> r & 0x7)).isPositive();
    }

    @Test
    void rowsThatComeAndGoAreFoundAsLongAsTheyAreThere() {
        churn(10, 2_000, r -> r);
        churn(1_000, 20_000, r -> r);
        churn(100_000, 300_000, r -> r);
    }

    @Test
    void hashesMayBeEqual() {
        churn(2_000, 8_000, r -> 7);
        churn(4_000, 16_000, r -> r & 3);
        assertThat(found(1)).isEmpty();
    }

    @Test
    void hashesMayAgreeInTheirUpperOrLowerBits() {
        churn(20_000, 60_000, r -> r & 0xFFFF);
        churn(20_000, 60_000, r -> r << 16);
    }

    @Test
    void manyEqualHashesAmongOthersTakeNoMoreThanTheirShareOfMemory() {
        for (int slot = 0; slot < 20_000; slot++) {
            insert(slot % 2 == 0 ? 0x1234_5678 : slot * 0x9E37_79B9, slot);
        }
        check();
        long entries = 0;
        TreeSet<Integer> segments = new TreeSet<>();
        for (int upper = 0; upper < 1 << 16; upper++) {
            segments.add(index.segment(upper << 16));
        }
        for (int s : segments) {
            entries += index.mask(s) + 1;
        }
        assertThat(entries).isLessThan(140_000);
    }

    @Test
    void aClearedIndexIsEmptyAndCanBeFilledAgain() {
        churn(3_000, 5_000, r -> r);
        for (int slot = 0; slot < 5_000; slot++) {
            insert(slot % 3, slot);
        }
        index.clear();
        there.clear();
        expected.values().forEach(TreeSet::clear);
        check();
        churn(3_000, 5_000, r -> r);
    }

    @Test
    void anEntryThatIsNotThereCannotBeRemoved() {
        insert(5, 1);
        assertThatThrownBy(() -> index.remove(5, 2)).hasMessageContaining("slot 2");
        assertThatThrownBy(() -> index.remove(6, 1)).hasMessageContaining("slot 1");
        check();
    }

    /** Fills the index at once, as a restore does. */
    private void fill(int rows, IntUnaryOperator hashOf) {
        Random random = new Random(rows);
        IndexFilling filling = new IndexFilling(index, rows);
        for (int slot = 0; slot < rows; slot++) {
            int hash = hashOf.applyAsInt(random.nextInt());
            filling.add(hash, slot);
            expected.computeIfAbsent(hash, h -> new TreeSet<>()).add(slot);
            there.add(new int[] {hash, slot});
        }
        filling.end();
        for (int k = 0; k < 1_000; k++) {
            insert(hashOf.applyAsInt(random.nextInt()), rows + k);
            removeOne(random);
        }
        check();
    }

    @Test
    void anIndexThatWasFilledAtOnceGoesOnLikeAnyOther() {
        fill(30_000, h -> h);
    }

    @Test
    void aSmallIndexThatWasFilledAtOnceGoesOnLikeAnyOther() {
        fill(300, h -> h);
    }

    @Test
    void fillingAtOnceBearsHashesThatAreAlike() {
        fill(5_000, h -> h & 0xF000_0007);
    }
}
