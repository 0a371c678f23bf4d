package dev.lockstep.connectors.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupQueueTest {
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            new Field("id", FieldType.INT64, true),
                            new Field("name", FieldType.STRING, false),
                            new Field("price", FieldType.DOUBLE, false)));

    private static EventBlock block(int from, int to) {
        EventBlock block = EventBlock.detached(SCHEMA);
        BlockBuilder rows = new BlockBuilder(block, null);
        for (int i = from; i < to; i++) {
            byte[] name = ("n" + i).getBytes(StandardCharsets.UTF_8);
            rows.row(Opcode.INSERT).set(0, (long) i).set(1, name, 0, name.length);
            if (i % 3 == 0) {
                rows.set(2, i / 2.0);
            }
        }
        return block;
    }

    private static GroupRecord position(int rows) {
        long digest = RowDigest.of(block(0, rows), 0, rows, 0);
        return new GroupRecord(rows, digest, false, "other");
    }

    /** The ids of all rows in the queue, in order. */
    private static List<Long> ids(GroupQueue queue) throws InterruptedException {
        List<Long> ids = new ArrayList<>();
        for (NumberedBlock b : queue.first(1000, 0)) {
            assertThat(b.before()).isEqualTo(b.block().longs(0)[0]);
            for (int r = 0; r < b.block().rows(); r++) {
                ids.add(b.block().longs(0)[r]);
            }
        }
        return ids;
    }

    private static List<Long> range(int from, int to) {
        List<Long> ids = new ArrayList<>();
        for (long i = from; i < to; i++) {
            ids.add(i);
        }
        return ids;
    }

    @Test
    void whatOthersHaveWrittenIsLetGoHoweverTheyCutTheirBlocks() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            GroupQueue queue = new GroupQueue(1000);
            int read = 0;
            int done = 0;
            while (read < 100) {
                if (random.nextBoolean()) {
                    int next = Math.min(100, read + 1 + random.nextInt(9));
                    queue.put(block(read, next));
                    read = next;
                } else {
                    done = Math.min(100, done + random.nextInt(9));
                    queue.committed(position(done));
                }
                assertThat(ids(queue)).isEqualTo(done >= read ? List.of() : range(done, read));
            }
        }
    }

    @Test
    void aSourceThatDiffersIsRefusedWhereverTheDifferenceIs() throws Exception {
        GroupQueue queue = new GroupQueue(10);
        queue.put(block(0, 3));
        queue.put(block(4, 9));
        queue.committed(position(3));
        assertThatThrownBy(() -> queue.committed(position(5))).hasMessageStartingWith("LS-4128");

        GroupQueue late = new GroupQueue(10);
        late.committed(position(2));
        assertThatThrownBy(() -> late.put(block(1, 4))).hasMessageStartingWith("LS-4128");
    }

    @Test
    void whoReadsWaitsForPlaceAndEndsWithTheQueue() throws Exception {
        GroupQueue queue = new GroupQueue(2);
        queue.put(block(0, 1));
        queue.put(block(1, 2));
        CompletableFuture<Void> third = reading(queue, block(2, 3));
        assertThat(third).isNotDone();
        queue.committed(position(1));
        third.get(10, TimeUnit.SECONDS);
        assertThat(ids(queue)).isEqualTo(range(1, 3));

        CompletableFuture<Void> fourth = reading(queue, block(3, 4));
        queue.close();
        fourth.get(10, TimeUnit.SECONDS);
        assertThat(ids(queue)).isEqualTo(range(1, 3));
    }

    private static CompletableFuture<Void> reading(GroupQueue queue, EventBlock block) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        queue.put(block);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    @Test
    void itIsDoneWhenTheSourceHasEndedAndNothingWaits() throws Exception {
        GroupQueue queue = new GroupQueue(2);
        queue.put(block(0, 2));
        assertThat(queue.isDone()).isFalse();
        queue.end();
        assertThat(queue.isDone()).isFalse();
        queue.committed(position(2));
        assertThat(queue.isDone()).isTrue();
        assertThat(queue.first(5, 10_000)).isEmpty();
    }

    @Test
    void positionsComeBackAsTheyWere() {
        GroupRecord r = new GroupRecord(1L << 40, -5, true, "a b");
        assertThat(GroupRecord.of("t", r.bytes())).isEqualTo(r);
        assertThatThrownBy(() -> GroupRecord.of("t", new byte[] {1, 2}))
                .hasMessageStartingWith("LS-4129");
    }

    @Test
    void theDigestTellsRowsApart() {
        long whole = RowDigest.of(block(0, 9), 0, 9, 0);
        assertThat(RowDigest.of(block(0, 9), 4, 9, RowDigest.of(block(0, 4), 0, 4, 0)))
                .isEqualTo(whole);
        EventBlock other = block(0, 9);
        other.setNull(2, 3);
        assertThat(RowDigest.of(other, 0, 9, 0)).isNotEqualTo(whole);
        EventBlock flagged = block(0, 9);
        flagged.flags()[8] = 1;
        assertThat(RowDigest.of(flagged, 0, 9, 0)).isNotEqualTo(whole);
    }
}
