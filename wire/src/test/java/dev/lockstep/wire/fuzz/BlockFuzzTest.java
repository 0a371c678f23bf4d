package dev.lockstep.wire.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.binary.BinaryDecoder;
import dev.lockstep.wire.binary.BinaryFrame;
import dev.lockstep.wire.binary.BlockCodec;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.RowCollector;
import java.io.ByteArrayInputStream;
import java.util.Arrays;

/**
 * Damaged bytes end in a coded error, never in another exception or a block that cannot be used.
 */
class BlockFuzzTest {
    private static final Schema SCHEMA =
            RowCollector.schema("k*:int64,s:string,d:double,i:int32,a:array(i64)");

    @FuzzTest(maxDuration = "20s")
    void anyContentIsABlockOrACodedError(byte[] bytes) throws Exception {
        RowCollector rows = new RowCollector(SCHEMA);
        try {
            BlockCodec.read(bytes, 0, bytes.length, rows.block());
            ByteSink sink = new ByteSink(64);
            BlockCodec.write(rows.block(), sink);
            RowCollector again = new RowCollector(SCHEMA);
            BlockCodec.read(sink.bytes(), 0, sink.size(), again.block());
            ByteSink twice = new ByteSink(64);
            BlockCodec.write(again.block(), twice);
            if (!Arrays.equals(sink.bytes(), 0, sink.size(), twice.bytes(), 0, twice.size())) {
                throw new IllegalStateException("content changes when written again");
            }
        } catch (LockstepException e) {
            expectCoded(e);
        }
        try {
            new BinaryDecoder(SCHEMA, "fuzz")
                    .decode(
                            ByteInput.of(new ByteArrayInputStream(bytes)),
                            new RowCollector(SCHEMA));
        } catch (LockstepException e) {
            expectCoded(e);
        }
    }

    @FuzzTest(maxDuration = "20s")
    void anyRecordIsOneFrameOrACodedError(byte[] bytes) {
        BinaryFrame frame = new BinaryFrame(SCHEMA);
        EventBlock block = EventBlock.detached(SCHEMA);
        try {
            long id = frame.read(bytes, 0, bytes.length, block);
            ByteSink sink = new ByteSink(64);
            frame.write(block, id, sink);
            EventBlock again = EventBlock.detached(SCHEMA);
            long same = new BinaryFrame(SCHEMA).read(sink.bytes(), 0, sink.size(), again);
            if (same != id || again.messageId() != id || again.rows() != block.rows()) {
                throw new IllegalStateException("a frame changes when written again");
            }
        } catch (LockstepException e) {
            expectCoded(e);
        }
    }

    private static void expectCoded(LockstepException e) {
        for (Problem p : e.problems()) {
            if (!(p.code() instanceof WireCode)) {
                throw e;
            }
        }
    }
}
