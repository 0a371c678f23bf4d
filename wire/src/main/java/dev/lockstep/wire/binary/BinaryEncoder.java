package dev.lockstep.wire.binary;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteSink;
import dev.lockstep.wire.codec.EventEncoder;
import java.util.zip.CRC32C;

/**
 * A frame a block: magic {@code LSEB}, version (2 bytes), 2 bytes of zero, schema fingerprint (8),
 * content length (4), CRC32C of the content (4), content.
 */
public final class BinaryEncoder implements EventEncoder {
    static final int MAGIC = 'L' | 'S' << 8 | 'E' << 16 | 'B' << 24;
    static final int VERSION = 1;
    static final int HEAD = 24;

    private final long fingerprint;
    private final CRC32C sum = new CRC32C();

    public BinaryEncoder(Schema schema) {
        fingerprint = BlockCodec.fingerprint(schema);
    }

    @Override
    public void begin(ByteSink out) {
        // every frame stands for itself
    }

    @Override
    public void encode(EventBlock block, ByteSink out) {
        if (block.rows() == 0) {
            return;
        }
        LittleEndian.putInt(MAGIC, out);
        LittleEndian.putShort(VERSION, out);
        LittleEndian.putShort(0, out);
        LittleEndian.putLong(fingerprint, out);
        int head = out.size();
        LittleEndian.putLong(0, out);
        int from = out.size();
        BlockCodec.write(block, out);
        int length = out.size() - from;
        if (length > WireLimits.BLOCK_BYTES.defaultValue()) {
            throw new LockstepException(
                    WireCode.TOO_LARGE, "A block takes " + length + " bytes in binary form");
        }
        sum.reset();
        sum.update(out.bytes(), from, length);
        LittleEndian.setInt(out.bytes(), head, length);
        LittleEndian.setInt(out.bytes(), head + 4, (int) sum.getValue());
    }

    @Override
    public void end(ByteSink out) {
        // every frame stands for itself
    }
}
