package dev.lockstep.wire.binary;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.wire.WireCode;

/** Walks the content of a block and believes none of it. Used again; not thread-safe. */
final class BlockReader {
    private static final byte[] NOTHING = {};

    private byte[] b = NOTHING;
    private int to;
    private int at;

    /**
     * Fills a detached block.
     *
     * @throws LockstepException {@link WireCode#MALFORMED_BLOCK} for bytes that {@link
     *     BlockCodec#write} does not make
     */
    void read(byte[] bytes, int from, int end, EventBlock into) {
        b = bytes;
        at = from;
        to = end;
        try {
            read(into);
        } finally {
            b = NOTHING;
        }
    }

    private static LockstepException malformed(String why) {
        return new LockstepException(WireCode.MALFORMED_BLOCK, "A binary block is damaged: " + why);
    }

    /** The place of {@code count} elements of {@code size} bytes, which are then passed. */
    private int take(long count, int size) {
        long length = count * size;
        if (length > to - at) {
            throw malformed("it ends too early");
        }
        int place = at;
        at += (int) length;
        return place;
    }

    private void read(EventBlock block) {
        int rows = LittleEndian.getInt(b, take(1, 4));
        int bits = b[take(1, 1)];
        // before anything is allocated: each row takes so much at least
        if (rows < 0 || rows * rowBytes(block.schema()) > to - at || bits < 0 || bits > 7) {
            throw malformed("its head makes no sense");
        }
        block.reset(rows);
        block.rows(rows);
        System.arraycopy(b, take(rows, 1), block.opcodes(), 0, rows);
        System.arraycopy(b, take(rows, 1), block.flags(), 0, rows);
        check(block);
        columns(block, rows);
        boolean hasCauses = (bits & BlockCodec.CAUSES) != 0;
        int causes = take(hasCauses ? rows : 0, 4);
        int last = 0;
        for (int r = 0; r < rows; r++) {
            int cause = hasCauses ? LittleEndian.getInt(b, causes + 4 * r) : r;
            if (cause < last) {
                throw malformed("its causes fall");
            }
            last = cause;
            block.causes()[r] = cause;
        }
        block.transactional((bits & BlockCodec.TRANSACTIONAL) != 0);
        if ((bits & BlockCodec.OLD) != 0) {
            EventBlock old = block.old();
            old.ensureCapacity(rows);
            columns(old, rows);
            block.carriesOld(true);
        }
        if (at != to) {
            throw malformed("bytes are left over");
        }
    }

    private static long rowBytes(Schema schema) {
        long bytes = 2 + 8L * schema.nullWords();
        for (int f = 0; f < schema.size(); f++) {
            Storage storage = schema.type(f).storage();
            bytes += storage == Storage.INT || storage == Storage.BYTES ? 4 : 8;
        }
        return bytes;
    }

    private static void check(EventBlock block) {
        for (int r = 0; r < block.rows(); r++) {
            byte opcode = block.opcodes()[r];
            byte flags = block.flags()[r];
            if (opcode < Opcode.INSERT
                    || opcode > Opcode.SAFE_DELETE
                    || (flags & ~(EventFlags.PARTIAL | EventFlags.RETENTION)) != 0) {
                throw malformed("it has an unknown opcode or flag");
            }
        }
    }

    private void columns(EventBlock block, int rows) {
        int words = block.nullWords();
        for (int w = 0; w < words; w++) {
            int masks = take(rows, 8);
            for (int r = 0; r < rows; r++) {
                block.nulls()[r * words + w] = LittleEndian.getLong(b, masks + 8 * r);
            }
        }
        for (int f = 0; f < block.schema().size(); f++) {
            column(block, f, rows);
        }
    }

    private void column(EventBlock block, int f, int rows) {
        switch (block.schema().type(f).storage()) {
            case INT -> {
                int p = take(rows, 4);
                for (int r = 0; r < rows; r++) {
                    block.ints(f)[r] = LittleEndian.getInt(b, p + 4 * r);
                }
            }
            case LONG -> {
                int p = take(rows, 8);
                for (int r = 0; r < rows; r++) {
                    block.longs(f)[r] = LittleEndian.getLong(b, p + 8 * r);
                }
            }
            case DOUBLE -> {
                int p = take(rows, 8);
                for (int r = 0; r < rows; r++) {
                    long bits = LittleEndian.getLong(b, p + 8 * r);
                    block.doubles(f)[r] = Double.longBitsToDouble(bits);
                }
            }
            case BYTES -> values(block, f, rows);
        }
    }

    private void values(EventBlock block, int f, int rows) {
        int lengths = take(rows, 4);
        boolean isArray = block.schema().type(f).isArray();
        for (int r = 0; r < rows; r++) {
            int length = LittleEndian.getInt(b, lengths + 4 * r);
            if (length < 0 || isArray && length % ArrayCodec.ELEMENT_BYTES != 0) {
                throw malformed("a value has an impossible length");
            }
            block.spans(f)[r] = block.arena().append(b, take(length, 1), length);
        }
    }
}
