package dev.lockstep.wire.binary;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.Schema;
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
    static final int TRANSACTIONAL = 1;
    static final int OLD = 2;
    static final int CAUSES = 4;

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
        new BlockReader().read(b, from, to, into);
    }
}
