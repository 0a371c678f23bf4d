package dev.lockstep.wire.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowCollector;
import dev.lockstep.wire.codec.Samples;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BinaryTest {
    private static byte[] encode(EventBlock... blocks) {
        ByteSink sink = new ByteSink(64);
        BinaryEncoder encoder = new BinaryEncoder(Samples.SCHEMA);
        encoder.begin(sink);
        for (EventBlock b : blocks) {
            encoder.encode(b, sink);
        }
        encoder.end(sink);
        return Arrays.copyOf(sink.bytes(), sink.size());
    }

    private static RowCollector decode(Schema schema, byte[] bytes) throws Exception {
        RowCollector rows = new RowCollector(schema);
        new BinaryDecoder(schema, "file")
                .decode(ByteInput.of(new ByteArrayInputStream(bytes)), rows);
        return rows;
    }

    @Test
    void rowsComeBackAsTheyWere() throws Exception {
        EventBlock a = Samples.block(1, 100);
        EventBlock b = Samples.block(2, 50);
        String both = Samples.text(decode(Samples.SCHEMA, encode(a, b)).block());
        String rowsOfA = Samples.text(a).substring(0, Samples.text(a).lastIndexOf('\n'));
        assertThat(both).startsWith(rowsOfA);
        assertThat(decode(Samples.SCHEMA, encode(a, b)).block().claimsHold()).isTrue();
        assertThat(Samples.text(decode(Samples.SCHEMA, encode(b)).block()))
                .isEqualTo(Samples.text(b));
    }

    @Test
    void contentKeepsCausesOldRowsAndTheTransactionalMark() {
        EventBlock block = Samples.block(3, 20);
        block.transactional(true);
        block.carriesOld(true);
        EventBlock old = block.old();
        for (int r = 0; r < 20; r++) {
            block.causes()[r] = r / 3;
            old.nulls()[r] = ~0b1001L;
            old.longs(0)[r] = r;
            old.ints(3)[r] = -r;
        }
        ByteSink sink = new ByteSink(64);
        BlockCodec.write(block, sink);
        EventBlock back = EventBlock.detached(Samples.SCHEMA);
        BlockCodec.read(sink.bytes(), 0, sink.size(), back);
        assertThat(back.isTransactional()).isTrue();
        assertThat(back.carriesOld()).isTrue();
        assertThat(Arrays.copyOf(back.causes(), 20)).isEqualTo(Arrays.copyOf(block.causes(), 20));
        assertThat(Samples.text(back)).isEqualTo(Samples.text(block)).contains("UB,");
        ByteSink again = new ByteSink(64);
        BlockCodec.write(back, again);
        assertThat(Arrays.equals(sink.bytes(), 0, sink.size(), again.bytes(), 0, again.size()))
                .isTrue();
    }

    @Test
    void equalContentGivesEqualBytesWhateverTheBlockHeldBefore() {
        EventBlock used = EventBlock.detached(Samples.SCHEMA);
        ByteSink clean = new ByteSink(64);
        BlockCodec.write(Samples.block(5, 30), clean);
        ByteSink dirty = new ByteSink(64);
        BlockCodec.write(Samples.block(6, 90), dirty);
        BlockCodec.read(dirty.bytes(), 0, dirty.size(), used);
        BlockCodec.read(clean.bytes(), 0, clean.size(), used);
        ByteSink again = new ByteSink(64);
        BlockCodec.write(used, again);
        assertThat(Arrays.equals(clean.bytes(), 0, clean.size(), again.bytes(), 0, again.size()))
                .isTrue();
    }

    @Test
    void everyFlippedBitIsNoticed() {
        byte[] good = encode(Samples.block(4, 5));
        for (int i = 0; i < 8 * good.length; i++) {
            byte[] bad = good.clone();
            bad[i / 8] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> decode(Samples.SCHEMA, bad))
                    .as("bit %s", i)
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("Block 1 of file");
        }
    }

    @Test
    void everyCutIsNoticed() {
        byte[] good = encode(Samples.block(4, 5));
        for (int length = 1; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> decode(Samples.SCHEMA, cut))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-4016");
        }
    }

    @Test
    void anotherSchemaIsRefused() {
        byte[] bytes = encode(Samples.block(4, 5));
        assertThatThrownBy(() -> decode(RowCollector.schema("id*:int64"), bytes))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4015");
        assertThat(BlockCodec.fingerprint(RowCollector.schema("id*:int64,a:string")))
                .isNotEqualTo(BlockCodec.fingerprint(RowCollector.schema("id:int64,a:string")))
                .isNotEqualTo(BlockCodec.fingerprint(RowCollector.schema("id*:int64,a:rstring")));
    }

    @Test
    void filesHoldNoIdsUnlessSomebodyGivesThem() throws Exception {
        EventBlock block = Samples.block(9, 3);
        block.messageId(77);
        ByteSink plain = new ByteSink(64);
        new BinaryEncoder(Samples.SCHEMA).encode(block, plain);
        ByteSink counted = new ByteSink(64);
        AtomicLong ids = new AtomicLong(40);
        BinaryEncoder encoder = new BinaryEncoder(Samples.SCHEMA, ids::incrementAndGet);
        encoder.encode(EventBlock.detached(Samples.SCHEMA), counted);
        encoder.encode(block, counted);
        assertThat(LittleEndian.getLong(plain.bytes(), 16)).isZero();
        assertThat(LittleEndian.getLong(counted.bytes(), 16)).isEqualTo(41);
        byte[] bytes = Arrays.copyOf(counted.bytes(), counted.size());
        assertThat(decode(Samples.SCHEMA, bytes).block().rows()).isEqualTo(3);
    }
}
