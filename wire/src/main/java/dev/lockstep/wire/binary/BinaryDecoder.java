package dev.lockstep.wire.binary;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteInput;
import dev.lockstep.wire.codec.EventDecoder;
import dev.lockstep.wire.codec.RowTarget;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads frames of {@link BinaryEncoder} and appends their rows to the target, which cuts blocks of
 * its own. Old rows are passed over: on input an update is one event. Damage ends the reading.
 */
public final class BinaryDecoder implements EventDecoder {
    private static final int FIRST_BUFFER = 64 << 10;

    private final Schema schema;
    private final long fingerprint;
    private final String document;
    private final EventBlock decoded;
    private final CRC32C sum = new CRC32C();
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int have;
    private long frames;

    public BinaryDecoder(Schema schema, String document) {
        this.schema = schema;
        this.document = document;
        fingerprint = BlockCodec.fingerprint(schema);
        decoded = EventBlock.detached(schema);
    }

    @Override
    public void decode(ByteInput input, RowTarget target) throws IOException, InterruptedException {
        frames = 0;
        while (fill(input, target, 0, BinaryEncoder.HEAD)) {
            frames++;
            int length = checkedHead();
            if (!fill(input, target, BinaryEncoder.HEAD, length)) {
                return;
            }
            sum.reset();
            sum.update(buffer, BinaryEncoder.HEAD, length);
            if ((int) sum.getValue() != LittleEndian.getInt(buffer, 20)) {
                throw fault(WireCode.CHECKSUM, "its bytes do not give its checksum");
            }
            int end = BinaryEncoder.HEAD + length;
            BlockCodec.read(buffer, BinaryEncoder.HEAD, end, decoded);
            if (!hand(target)) {
                return;
            }
        }
    }

    private LockstepException fault(ErrorCode code, String why) {
        return new LockstepException(code, "Block " + frames + " of " + document + ": " + why);
    }

    private int checkedHead() {
        if (LittleEndian.getInt(buffer, 0) != BinaryEncoder.MAGIC) {
            throw fault(WireCode.NOT_A_BLOCK, "it does not begin as a block does");
        }
        int version = LittleEndian.getShort(buffer, 4);
        if (version != BinaryEncoder.VERSION) {
            throw fault(WireCode.UNKNOWN_VERSION, "its version is " + version);
        }
        if (LittleEndian.getLong(buffer, 8) != fingerprint) {
            throw fault(WireCode.OTHER_SCHEMA, "it was written with a schema other than " + schema);
        }
        int length = LittleEndian.getInt(buffer, 16);
        if (length < 0 || length > WireLimits.BLOCK_BYTES.defaultValue()) {
            throw fault(
                    WireCode.TOO_LARGE, "it takes " + Integer.toUnsignedLong(length) + " bytes");
        }
        return length;
    }

    /**
     * Reads exactly {@code length} bytes to {@code at}; memory grows with what really comes, not
     * with what a head announces.
     *
     * @return false at a clean end or when the target wants no more
     */
    private boolean fill(ByteInput input, RowTarget target, int at, int length)
            throws IOException, InterruptedException {
        have = 0;
        while (have < length) {
            int place = at + have;
            if (place == buffer.length) {
                long next = Math.min(2L * buffer.length, (long) at + length);
                buffer = Arrays.copyOf(buffer, (int) next);
            }
            int room = Math.min(length - have, buffer.length - place);
            int read = input.read(buffer, place, room);
            if (read > 0) {
                have += read;
            } else if (read < 0) {
                if (at == 0 && have == 0) {
                    return false;
                }
                throw fault(WireCode.TRUNCATED, "the input ends within it");
            } else if (target.idle()) {
                input.await();
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean hand(RowTarget target) throws InterruptedException {
        boolean isWanted = true;
        for (int r = 0; r < decoded.rows() && isWanted; r++) {
            EventBlock block = target.block();
            int row = block.rows();
            block.ensureCapacity(row + 1);
            int words = block.nullWords();
            System.arraycopy(decoded.nulls(), r * words, block.nulls(), row * words, words);
            for (int f = 0; f < schema.size(); f++) {
                copy(f, r, block, row);
            }
            block.append(decoded.opcodes()[r], decoded.flags()[r]);
            isWanted = target.rowEnded();
        }
        return isWanted;
    }

    private void copy(int f, int r, EventBlock block, int row) {
        Storage storage = schema.type(f).storage();
        switch (storage) {
            case INT -> block.ints(f)[row] = decoded.ints(f)[r];
            case LONG -> block.longs(f)[row] = decoded.longs(f)[r];
            case DOUBLE -> block.doubles(f)[row] = decoded.doubles(f)[r];
            case BYTES -> {
                long span = decoded.spans(f)[r];
                block.spans(f)[row] =
                        block.arena()
                                .append(
                                        decoded.arena().bytes(),
                                        ByteArena.offset(span),
                                        ByteArena.length(span));
            }
        }
    }
}
