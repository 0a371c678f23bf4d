package dev.lockstep.wire.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.MessageId;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowCollector;
import dev.lockstep.wire.codec.Samples;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class BinaryFrameTest {
    private final BinaryFrame frame = new BinaryFrame(Samples.SCHEMA);
    private final EventBlock back = EventBlock.detached(Samples.SCHEMA);

    private byte[] write(EventBlock block, long id) {
        ByteSink sink = new ByteSink(64);
        frame.write(block, id, sink);
        return Arrays.copyOf(sink.bytes(), sink.size());
    }

    private void expect(WireCode code, byte[] bytes, int from, int to) {
        assertThatThrownBy(() -> frame.read(bytes, from, to, back))
                .isInstanceOfSatisfying(
                        LockstepException.class,
                        e -> assertThat(e.problems().get(0).code()).isEqualTo(code));
    }

    private static void seal(byte[] b) {
        CRC32C sum = new CRC32C();
        sum.update(b, 0, 28);
        sum.update(b, 32, b.length - 32);
        LittleEndian.setInt(b, 28, (int) sum.getValue());
    }

    @Test
    void everyIdComesBackWithItsBlock() {
        EventBlock block = Samples.block(1, 20);
        long[] ids = {0, 1, -1, Long.MIN_VALUE, MessageId.of(10, 185_076), 2_814_749_767_291_636L};
        for (long id : ids) {
            byte[] bytes = write(block, id);
            assertThat(frame.read(bytes, 0, bytes.length, back)).isEqualTo(id);
            assertThat(back.messageId()).isEqualTo(id);
            assertThat(Samples.text(back)).isEqualTo(Samples.text(block));
        }
        back.reset(0);
        assertThat(back.messageId()).isZero();
    }

    @Test
    void theLayoutIsTheDocumentedOne() {
        byte[] bytes = write(Samples.block(1, 2), 0x0102030405060708L);
        assertThat(Arrays.copyOf(bytes, 8)).containsExactly('L', 'S', 'E', 'B', 2, 0, 0, 0);
        assertThat(LittleEndian.getLong(bytes, 8))
                .isEqualTo(BlockCodec.fingerprint(Samples.SCHEMA));
        assertThat(Arrays.copyOfRange(bytes, 16, 24)).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(LittleEndian.getInt(bytes, 24)).isEqualTo(bytes.length - 32);
        byte[] sealed = bytes.clone();
        seal(sealed);
        assertThat(sealed).isEqualTo(bytes);
        ByteSink content = new ByteSink(64);
        BlockCodec.write(Samples.block(1, 2), content);
        assertThat(Arrays.copyOfRange(bytes, 32, bytes.length))
                .isEqualTo(Arrays.copyOf(content.bytes(), content.size()));
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] good = write(Samples.block(4, 5), MessageId.of(3, 99));
        for (int i = 0; i < 8 * good.length; i++) {
            byte[] bad = good.clone();
            bad[i / 8] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> frame.read(bad, 0, bad.length, back))
                    .as("bit %s", i)
                    .isInstanceOf(LockstepException.class);
        }
    }

    @Test
    void nothingButOneWholeFrameIsRead() {
        byte[] good = write(Samples.block(4, 5), 7);
        for (int length = 0; length < good.length; length++) {
            expect(WireCode.TRUNCATED, good, 0, length);
        }
        byte[] two = Arrays.copyOf(good, 2 * good.length);
        System.arraycopy(good, 0, two, good.length, good.length);
        expect(WireCode.MALFORMED_BLOCK, two, 0, good.length + 1);
        expect(WireCode.MALFORMED_BLOCK, two, 0, two.length);
        assertThat(frame.read(two, good.length, two.length, back)).isEqualTo(7);
        assertThat(back.rows()).isEqualTo(5);
    }

    @Test
    void aWellSealedFrameIsStillNotBelieved() {
        byte[] good = write(Samples.block(4, 5), 7);
        byte[] reserved = good.clone();
        reserved[6] = 1;
        seal(reserved);
        expect(WireCode.MALFORMED_BLOCK, reserved, 0, reserved.length);
        byte[] old = good.clone();
        old[4] = 1;
        seal(old);
        expect(WireCode.UNKNOWN_VERSION, old, 0, old.length);
        byte[] huge = good.clone();
        LittleEndian.setInt(huge, 24, -1);
        seal(huge);
        expect(WireCode.TOO_LARGE, huge, 0, huge.length);
        byte[] negative = good.clone();
        LittleEndian.setInt(negative, 24, (256 << 20) + 1);
        expect(WireCode.TOO_LARGE, negative, 0, negative.length);
        byte[] rows = good.clone();
        LittleEndian.setInt(rows, 32, Integer.MAX_VALUE);
        seal(rows);
        expect(WireCode.MALFORMED_BLOCK, rows, 0, rows.length);
        byte[] other = good.clone();
        assertThatThrownBy(
                        () -> {
                            BinaryFrame one = new BinaryFrame(RowCollector.schema("id*:int64"));
                            one.read(other, 0, other.length, back);
                        })
                .hasMessageContaining("LS-4015");
        expect(WireCode.NOT_A_BLOCK, new byte[100], 0, 100);
    }

    @Test
    void blocksStandBehindWhatTheSinkHoldsAlready() {
        ByteSink sink = new ByteSink(64);
        sink.put("before");
        frame.write(EventBlock.detached(Samples.SCHEMA), 5, sink);
        int second = sink.size();
        frame.write(Samples.block(8, 4), 6, sink);
        assertThat(frame.read(sink.bytes(), 6, second, back)).isEqualTo(5);
        assertThat(back.rows()).isZero();
        assertThat(frame.read(sink.bytes(), second, sink.size(), back)).isEqualTo(6);
        assertThat(back.rows()).isEqualTo(4);
    }

    @Test
    void theIdIsReadWithoutTheSchema() {
        BinaryFrame other = new BinaryFrame(RowCollector.schema("id*:int64"));
        byte[] bytes = write(Samples.block(4, 5), MessageId.of(3, 99));
        assertThat(other.idOf(bytes, 0, bytes.length)).isEqualTo(MessageId.of(3, 99));
        bytes[40] ^= 1;
        assertThatThrownBy(() -> other.idOf(bytes, 0, bytes.length))
                .hasMessageContaining("LS-4014");
        assertThatThrownBy(() -> other.idOf(bytes, 0, bytes.length - 1))
                .hasMessageContaining("LS-4016");
    }

    @Test
    void framesAreWrittenAndReadWithoutAllocation() {
        EventBlock block = Samples.block(8, 200);
        ByteSink sink = new ByteSink(64);
        long before = 0;
        int rounds = 20_000;
        for (int i = 0; i < 2 * rounds; i++) {
            if (i == rounds) {
                before = allocated();
            }
            sink.clear();
            frame.write(block, i, sink);
            frame.read(sink.bytes(), 0, sink.size(), back);
        }
        // less than a byte a frame: only what the measurement itself takes
        assertThat(allocated() - before).isLessThan(rounds);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
