package dev.lockstep.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.engine.store.KeyedRows;
import dev.lockstep.engine.store.RowScan;
import dev.lockstep.engine.store.SpilledRows;
import dev.lockstep.engine.store.StoreLimits;
import dev.lockstep.testkit.Rows;
import dev.lockstep.testkit.model.Schemas;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows in a store do what rows in the heap do, with far more of them than there are frames. */
class SpilledRowsTest {
    private static final int KEYS = 12_000;
    private static final Schema SCHEMA =
            Schemas.parse("a*:string,d*:double,i:int32,l:int64,x:double,t:string,b:blob,z:stamp");

    private final StringPool pool = new StringPool();
    private final KeyedRows heap = new KeyedRows(SCHEMA, pool, false);
    private final KeyedRows spilled = spilled();
    private final EventBlock row = EventBlock.attached(SCHEMA);
    private final EventBlock shown = EventBlock.attached(SCHEMA);
    private final Random random = new Random(11);

    private KeyedRows spilled() {
        return SpilledRows.in(new TreeStores().open("s"), SCHEMA, pool);
    }

    private void fill(int key) {
        row.reset(1);
        BlockBuilder b = new BlockBuilder(row, pool);
        b.row(Opcode.INSERT).set(0, "k" + key % 3000);
        // both zeros are one key, but each is shown as it was sent
        double d = key / 3000;
        b.set(1, d == 0 && random.nextBoolean() ? -0.0 : d);
        if (random.nextInt(4) > 0) {
            b.set(2, random.nextInt()).set(3, random.nextLong()).set(4, random.nextGaussian());
        }
        if (random.nextInt(4) > 0) {
            b.set(5, "t".repeat(random.nextInt(3) == 0 ? random.nextInt(900) : 2));
        }
        if (random.nextInt(4) > 0) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            b.set(6, bytes, 0, bytes.length);
        }
    }

    private void change(KeyedRows rows, int what) {
        int hash = rows.hash(row, 0);
        int slot = rows.find(row, 0, hash);
        if (slot < 0) {
            rows.insert(row, 0, hash);
        } else if (what == 0) {
            rows.delete(slot);
        } else {
            rows.update(slot, row, 0);
        }
    }

    private Object found(KeyedRows rows) {
        int slot = rows.find(row, 0, rows.hash(row, 0));
        if (slot < 0) {
            return "nothing";
        }
        rows.shape().get(rows.table(), slot, shown, 0);
        return Rows.read(shown, 0, pool).toString();
    }

    private void work(int changes) {
        for (int n = 0; n < changes; n++) {
            fill(random.nextInt(KEYS));
            if (random.nextInt(3) == 0) {
                assertThat(found(spilled)).isEqualTo(found(heap));
            } else {
                int what = random.nextInt(3);
                change(heap, what);
                change(spilled, what);
            }
        }
    }

    private List<String> all(KeyedRows rows) {
        List<String> all = new ArrayList<>();
        try (RowScan scan = rows.scan()) {
            while (scan.next()) {
                scan.load(shown, 0);
                all.add(Rows.read(shown, 0, pool).toString());
            }
        }
        all.sort(null);
        return all;
    }

    private void assertSame() {
        assertThat(spilled.size()).isEqualTo(heap.size());
        assertThat(all(spilled)).isEqualTo(all(heap));
        assertThat(spilled.table().size())
                .isLessThanOrEqualTo((int) StoreLimits.FRAMES.defaultValue());
    }

    @Test
    void findingAndChangingGiveTheSame() {
        work(60_000);
        assertSame();
        assertThat(heap.size()).isGreaterThan((int) StoreLimits.FRAMES.defaultValue());
    }

    @Test
    void whatATransactionChangedIsTakenBack() {
        work(20_000);
        for (int n = 0; n < 20; n++) {
            heap.begin();
            spilled.begin();
            work(500);
            if (n % 2 == 0) {
                heap.rollback();
                spilled.rollback();
            } else {
                heap.commit();
                spilled.commit();
            }
            assertSame();
        }
    }

    @Test
    void aPoolThatForgetsWhatIsInNoFrameHurtsNobody() {
        work(20_000);
        for (int n = 0; n < 5; n++) {
            pool.beginMark();
            heap.markCodes();
            spilled.markCodes();
            pool.sweep();
            work(2_000);
        }
        assertSame();
    }

    @Test
    void theRowsOfAStoreAloneDoNotFillThePool() {
        for (int n = 0; n < 20_000; n++) {
            row.reset(1);
            new BlockBuilder(row, pool).row(Opcode.INSERT).set(0, "key " + n).set(1, 1.0);
            spilled.insert(row, 0, spilled.hash(row, 0));
        }
        pool.beginMark();
        spilled.markCodes();
        pool.sweep();
        assertThat(pool.size()).isLessThan(5_000);
        assertThat(all(spilled)).hasSize(20_000);
    }

    @Test
    void savedRowsAreLoadedAgainAndTheTwoFormsTellEachOtherApart() throws IOException {
        work(20_000);
        byte[] saved = save(spilled);
        KeyedRows loaded = spilled();
        loaded.load(new DataInputStream(new ByteArrayInputStream(saved)));
        assertThat(all(loaded)).isEqualTo(all(heap));
        assertThat(save(loaded)).isEqualTo(saved);
        assertThatThrownBy(() -> load(new KeyedRows(SCHEMA, pool, false), saved))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in a store, not in the heap");
        byte[] heapSaved = save(heap);
        assertThatThrownBy(() -> load(spilled(), heapSaved))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in the heap, not in a store");
    }

    private static void load(KeyedRows rows, byte[] saved) throws IOException {
        rows.load(new DataInputStream(new ByteArrayInputStream(saved)));
    }

    private static byte[] save(KeyedRows rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        rows.save(new DataOutputStream(out));
        return out.toByteArray();
    }
}
