package dev.lockstep.wire.binary;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.ArrayCodec;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.api.schema.Storage;
import dev.lockstep.wire.WireCode;
import dev.lockstep.wire.bytes.ByteSink;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The content of a detached block: equal content gives equal bytes, whatever the block's history.
 * Layout: rows (int), bits (byte: 1 transactional, 2 old rows follow, 4 causes follow), opcodes,
 * flags, then null masks and columns, then causes unless they are 0, 1, 2 ..., then null masks and
 * columns of the old rows, all null where the row is no update. A column of variable length is its
 * lengths, then its bytes. Stateless.
 */
public final class BlockCodec {
    private static final int TRANSACTIONAL = 1;
    private static final int OLD = 2;
    private static final int CAUSES = 4;

    private BlockCodec() {}

    /** The first eight bytes of the SHA-256 of names, types and key marks. */
    public static long fingerprint(Schema schema) {
        ByteSink text = new ByteSink(256);
        for (Field f : schema.fields()) {
            byte[] name = f.name().getBytes(StandardCharsets.UTF_8);
            LittleEndian.putInt(name.length, text);
            text.put(name);
            text.put(f.type().text());
            text.put(f.isKey() ? '*' : ';');
        }
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(text.bytes(), 0, text.size());
            return LittleEndian.getLong(sha.digest(), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Appends the content of a detached block. */
    public static void write(EventBlock block, ByteSink out) {
        int rows = block.rows();
        boolean hasCauses = hasCauses(block);
        LittleEndian.putInt(rows, out);
        out.put(
                (block.isTransactional() ? TRANSACTIONAL : 0)
                        | (block.carriesOld() ? OLD : 0)
                        | (hasCauses ? CAUSES : 0));
        out.put(block.opcodes(), 0, rows);
        out.put(block.flags(), 0, rows);
        columns(block, block, false, out);
        if (hasCauses) {
            for (int r = 0; r < rows; r++) {
                LittleEndian.putInt(block.causes()[r], out);
            }
        }
        if (block.carriesOld()) {
            columns(block.old(), block, true, out);
        }
    }

    private static boolean hasCauses(EventBlock block) {
        int[] causes = block.causes();
        for (int r = 0; r < block.rows(); r++) {
            if (causes[r] != r) {
                return true;
            }
        }
        return false;
    }

    /** Appends the columns of {@code values} for the rows of {@code block}. */
    private static void columns(EventBlock values, EventBlock block, boolean isOld, ByteSink out) {
        int fields = block.schema().size();
        int rows = block.rows();
        for (int w = 0; w < block.nullWords(); w++) {
            int inWord = Math.min(64, fields - w * 64);
            long all = inWord == 64 ? -1 : (1L << inWord) - 1;
            for (int r = 0; r < rows; r++) {
                boolean isThere = !isOld || block.opcodes()[r] == Opcode.UPDATE;
                long mask = values.nulls()[r * block.nullWords() + w] & all;
                LittleEndian.putLong(isThere ? mask : all, out);
            }
        }
        for (int f = 0; f < fields; f++) {
            column(values, block, isOld, f, out);
        }
    }

    private static boolean isThere(
            EventBlock values, EventBlock block, boolean isOld, int f, int r) {
        return (!isOld || block.opcodes()[r] == Opcode.UPDATE) && !values.isNull(f, r);
    }

    private static void column(
            EventBlock values, EventBlock block, boolean isOld, int f, ByteSink out) {
        int rows = block.rows();
        switch (block.schema().type(f).storage()) {
            case INT -> {
                for (int r = 0; r < rows; r++) {
                    boolean is = isThere(values, block, isOld, f, r);
                    LittleEndian.putInt(is ? values.ints(f)[r] : 0, out);
                }
            }
            case LONG -> {
                for (int r = 0; r < rows; r++) {
                    boolean is = isThere(values, block, isOld, f, r);
                    LittleEndian.putLong(is ? values.longs(f)[r] : 0, out);
                }
            }
            case DOUBLE -> {
                for (int r = 0; r < rows; r++) {
                    boolean is = isThere(values, block, isOld, f, r);
                    double x = is ? values.doubles(f)[r] : 0;
                    LittleEndian.putLong(Double.doubleToRawLongBits(x), out);
                }
            }
            case BYTES -> {
                for (int r = 0; r < rows; r++) {
                    boolean is = isThere(values, block, isOld, f, r);
                    LittleEndian.putInt(is ? ByteArena.length(values.spans(f)[r]) : 0, out);
                }
                byte[] arena = values.arena().bytes();
                for (int r = 0; r < rows; r++) {
                    if (isThere(values, block, isOld, f, r)) {
                        long span = values.spans(f)[r];
                        out.put(arena, ByteArena.offset(span), ByteArena.length(span));
                    }
                }
            }
        }
    }

    /**
     * Fills a detached block with content that {@link #write} made.
     *
     * @throws LockstepException {@link WireCode#MALFORMED_BLOCK} for anything else
     */
    public static void read(byte[] b, int from, int to, EventBlock into) {
        new Reader(b, from, to).read(into);
    }

    private static LockstepException malformed(String why) {
        return new LockstepException(WireCode.MALFORMED_BLOCK, "A binary block is damaged: " + why);
    }

    /** Walks the bytes and believes none of them. */
    private static final class Reader {
        private final byte[] b;
        private final int to;
        private int at;

        Reader(byte[] b, int from, int to) {
            this.b = b;
            this.at = from;
            this.to = to;
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

        void read(EventBlock block) {
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
            boolean hasCauses = (bits & CAUSES) != 0;
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
            block.transactional((bits & TRANSACTIONAL) != 0);
            if ((bits & OLD) != 0) {
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
            for (Field f : schema.fields()) {
                Storage storage = f.type().storage();
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
}
