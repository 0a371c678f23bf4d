package dev.lockstep.wire.binary;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.bytes.ByteSink;
import java.util.zip.CRC32C;

/**
 * Blocks of one schema as frames: magic {@code LSEB}, version (2 bytes), 2 bytes of zero, schema
 * fingerprint (8), message id (8), content length (4), CRC32C (4) of the 28 bytes before it and of
 * the content, then the content ({@link BlockCodec}). Little-endian. A record of a message bus is
 * exactly one frame, a file is any number of them.
 *
 * <p>Keeps only working memory, so that a block costs no allocation but what its own columns and
 * the sink need to grow. Not thread-safe.
 */
public final class BinaryFrame {
    /** Bytes before the content. */
    static final int HEAD = 32;

    private static final int MAGIC = 'L' | 'S' << 8 | 'E' << 16 | 'B' << 24;
    private static final int VERSION = 2;
    private static final int AT_FINGERPRINT = 8;
    private static final int AT_ID = 16;
    private static final int AT_LENGTH = 24;
    private static final int AT_SUM = 28;

    private final Schema schema;
    private final long fingerprint;
    private final CRC32C sum = new CRC32C();
    private final BlockReader reader = new BlockReader();

    public BinaryFrame(Schema schema) {
        this.schema = schema;
        fingerprint = BlockCodec.fingerprint(schema);
    }

    /**
     * Appends one frame.
     *
     * @param block detached, of this schema; may be empty; its own id is not looked at
     * @param messageId {@link dev.lockstep.api.event.MessageId}; 0 where there is none
     * @throws LockstepException {@link WireCode#TOO_LARGE}; the sink is as it was before
     */
    public void write(EventBlock block, long messageId, ByteSink out) {
        int start = out.size();
        LittleEndian.putInt(MAGIC, out);
        LittleEndian.putShort(VERSION, out);
        LittleEndian.putShort(0, out);
        LittleEndian.putLong(fingerprint, out);
        LittleEndian.putLong(messageId, out);
        LittleEndian.putLong(0, out);
        BlockCodec.write(block, out);
        int length = out.size() - start - HEAD;
        if (length > WireLimits.BLOCK_BYTES.defaultValue()) {
            out.truncate(start);
            throw new LockstepException(
                    WireCode.TOO_LARGE, "A block takes " + length + " bytes in binary form");
        }
        byte[] b = out.bytes();
        LittleEndian.setInt(b, start + AT_LENGTH, length);
        LittleEndian.setInt(b, start + AT_SUM, checksum(b, start, length));
    }

    /**
     * Decodes the one frame that the range holds, neither less nor more.
     *
     * @param into a detached block of this schema; it gets rows, marks and the id, and holds
     *     rubbish after an error
     * @return the message id
     * @throws LockstepException with a {@link WireCode} for everything that is no such frame
     */
    public long read(byte[] b, int from, int to, EventBlock into) {
        int length = wholeLength(b, from, to);
        verify(b, from, length);
        return content(b, from, length, into);
    }

    /**
     * The message id of the one frame that the range holds, of whatever schema.
     *
     * @throws LockstepException as {@link #read} does, except for {@link WireCode#OTHER_SCHEMA} and
     *     for damage that a checksum does not show
     */
    public long idOf(byte[] b, int from, int to) {
        int length = wholeLength(b, from, to);
        verify(b, from, length);
        return LittleEndian.getLong(b, from + AT_ID);
    }

    private int wholeLength(byte[] b, int from, int to) {
        if (to - from < HEAD) {
            throw fault(WireCode.TRUNCATED, "its head takes " + HEAD + " bytes, not all are there");
        }
        int length = contentLength(b, from);
        int end = from + HEAD + length;
        if (end > to) {
            throw fault(WireCode.TRUNCATED, (end - to) + " bytes of it are missing");
        }
        if (end < to) {
            throw fault(WireCode.MALFORMED_BLOCK, (to - end) + " bytes follow it");
        }
        return length;
    }

    /** Checks what can be known from the head at {@code at} before its checksum. */
    int contentLength(byte[] b, int at) {
        if (LittleEndian.getInt(b, at) != MAGIC) {
            throw fault(WireCode.NOT_A_BLOCK, "it does not begin as a block does");
        }
        int version = LittleEndian.getShort(b, at + 4);
        if (version != VERSION) {
            throw fault(WireCode.UNKNOWN_VERSION, "its version is " + version);
        }
        if (LittleEndian.getShort(b, at + 6) != 0) {
            throw fault(WireCode.MALFORMED_BLOCK, "its bytes 6 and 7 are not zero");
        }
        int length = LittleEndian.getInt(b, at + AT_LENGTH);
        if (length < 0 || length > WireLimits.BLOCK_BYTES.defaultValue()) {
            throw fault(
                    WireCode.TOO_LARGE, "it takes " + Integer.toUnsignedLong(length) + " bytes");
        }
        return length;
    }

    /** Checks the sum of head and content at {@code at}. */
    void verify(byte[] b, int at, int length) {
        if (checksum(b, at, length) != LittleEndian.getInt(b, at + AT_SUM)) {
            throw fault(WireCode.CHECKSUM, "its bytes do not give its checksum");
        }
    }

    /** Fills a block from a frame that was checked. */
    long content(byte[] b, int at, int length, EventBlock into) {
        if (LittleEndian.getLong(b, at + AT_FINGERPRINT) != fingerprint) {
            throw fault(WireCode.OTHER_SCHEMA, "it was written with a schema other than " + schema);
        }
        int content = at + HEAD;
        reader.read(b, content, content + length, into);
        long id = LittleEndian.getLong(b, at + AT_ID);
        into.messageId(id);
        return id;
    }

    private int checksum(byte[] b, int at, int length) {
        sum.reset();
        sum.update(b, at, AT_SUM);
        sum.update(b, at + HEAD, length);
        return (int) sum.getValue();
    }

    private static LockstepException fault(ErrorCode code, String why) {
        return new LockstepException(code, "A binary block cannot be read: " + why);
    }
}
