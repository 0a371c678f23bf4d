package dev.lockstep.testkit;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.Schema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of blocks as lists of plain objects, and back. For the value types see {@link OutputEvent}.
 */
public final class Rows {
    private Rows() {}

    /** An unmodifiable row; null elements are missing values. */
    public static List<@Nullable Object> of(@Nullable Object... values) {
        return Collections.unmodifiableList(Arrays.asList(values.clone()));
    }

    /** Row {@code row} of a block; {@code pool} is needed for attached blocks. */
    public static List<@Nullable Object> read(
            EventBlock block, int row, @Nullable StringPool pool) {
        Schema schema = block.schema();
        @Nullable Object[] values = new @Nullable Object[schema.size()];
        for (int f = 0; f < values.length; f++) {
            values[f] = block.isNull(f, row) ? null : value(block, f, row, pool);
        }
        return of(values);
    }

    private static Object value(EventBlock b, int f, int row, @Nullable StringPool pool) {
        return switch (b.schema().type(f).storage()) {
            case INT -> (long) b.ints(f)[row];
            case LONG -> b.longs(f)[row];
            case DOUBLE -> b.doubles(f)[row];
            case BYTES -> {
                byte[] bytes = bytes(b, f, row, pool);
                yield b.schema().type(f).isText()
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : ByteBuffer.wrap(bytes).asReadOnlyBuffer();
            }
        };
    }

    private static byte[] bytes(EventBlock b, int f, int row, @Nullable StringPool pool) {
        if (b.isAttached()) {
            if (pool == null) {
                throw new IllegalArgumentException("an attached block needs its pool");
            }
            return pool.bytes(b.ints(f)[row]);
        }
        long span = b.spans(f)[row];
        int from = ByteArena.offset(span);
        return Arrays.copyOfRange(b.arena().bytes(), from, from + ByteArena.length(span));
    }

    /** Adds a row to a block under construction. */
    public static void write(BlockBuilder to, byte opcode, byte flags, List<@Nullable Object> row) {
        Schema schema = to.block().schema();
        to.row(opcode, flags);
        for (int f = 0; f < schema.size(); f++) {
            Object v = row.get(f);
            if (v != null) {
                set(to, schema, f, v);
            }
        }
    }

    private static void set(BlockBuilder to, Schema schema, int f, Object v) {
        switch (schema.type(f).storage()) {
            case INT -> to.set(f, Math.toIntExact((Long) v));
            case LONG -> to.set(f, (long) (Long) v);
            case DOUBLE -> to.set(f, (double) (Double) v);
            case BYTES -> {
                if (v instanceof String text) {
                    to.set(f, text);
                } else {
                    ByteBuffer bytes = ((ByteBuffer) v).duplicate();
                    byte[] copy = new byte[bytes.remaining()];
                    bytes.get(copy);
                    to.set(f, copy, 0, copy.length);
                }
            }
        }
    }

    /** The key fields of a row. */
    public static List<@Nullable Object> key(Schema schema, List<@Nullable Object> row) {
        @Nullable Object[] key = new @Nullable Object[schema.keyCount()];
        for (int i = 0; i < key.length; i++) {
            key[i] = row.get(schema.key(i));
        }
        return of(key);
    }

    /**
     * Values with commas between them; a missing value is empty, an empty text ''; bytes print as
     * hexadecimal.
     */
    public static String text(List<@Nullable Object> row) {
        List<String> parts = new ArrayList<>();
        for (Object v : row) {
            if (v == null) {
                parts.add("");
            } else if (v instanceof ByteBuffer bytes) {
                parts.add("0x" + hex(bytes.duplicate()));
            } else {
                parts.add(v.equals("") ? "''" : v.toString());
            }
        }
        return String.join(",", parts);
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }
}
