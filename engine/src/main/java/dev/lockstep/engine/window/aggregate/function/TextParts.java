package dev.lockstep.engine.window.aggregate.function;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.state.Scratch;
import dev.lockstep.expression.eel.runtime.Conversions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings values together with a separator, up to the length that texts of the window may have. One
 * text at a time.
 */
final class TextParts {
    /** UTF-8 takes at most three bytes a UTF-16 unit. */
    private static final int BYTES_PER_CHARACTER = 3;

    private final StringPool pool;
    private final FieldType type;
    private final byte[] separator;
    private final int characters;
    private final int bytesMax;
    @Scratch private byte[] text = new byte[64];
    @Scratch private int length;
    @Scratch private boolean wasCut;

    /**
     * @param type what the values are: text as codes, money in its units, doubles as their bits
     * @param characters the longest text, in UTF-16 units
     */
    TextParts(StringPool pool, FieldType type, String separator, int characters) {
        this.pool = pool;
        this.type = type;
        this.separator = separator.getBytes(StandardCharsets.UTF_8);
        this.characters = characters;
        this.bytesMax =
                (int) Math.min(Integer.MAX_VALUE - 8, (long) BYTES_PER_CHARACTER * characters + 4);
    }

    StringPool pool() {
        return pool;
    }

    void begin() {
        length = 0;
    }

    /** Goes on behind a text that this class has made. */
    void begin(int code) {
        length = 0;
        append(pool.chunk(code), pool.offset(code), pool.length(code));
    }

    /** Whether what is still to come would be cut anyway. */
    boolean isFull() {
        return length >= bytesMax;
    }

    void separate() {
        append(separator, 0, separator.length);
    }

    void append(long value) {
        switch (type) {
            case STRING, RSTRING -> {
                int code = (int) value;
                append(pool.chunk(code), pool.offset(code), pool.length(code));
            }
            case DOUBLE -> append(Conversions.toText(Double.longBitsToDouble(value)));
            case MONEY -> append(Conversions.toText((double) value / FieldType.MONEY_SCALE));
            default -> append(Long.toString(value));
        }
    }

    private void append(String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        append(bytes, 0, bytes.length);
    }

    private void append(byte[] bytes, int from, int count) {
        int taken = Math.min(count, bytesMax - length);
        if (length + taken > text.length) {
            text =
                    Arrays.copyOf(
                            text, (int) Math.min(bytesMax, Math.max(length + taken, 2L * length)));
        }
        System.arraycopy(bytes, from, text, length, taken);
        length += taken;
    }

    /** The text's code. */
    int end() {
        int kept = length <= characters ? length : cut();
        wasCut = kept < length;
        return pool.intern(text, 0, kept);
    }

    /** Whether the last text was longer than it may be. */
    boolean wasCut() {
        return wasCut;
    }

    /** Where the text of at most {@code characters} ends; never within a character. */
    private int cut() {
        int at = 0;
        int units = 0;
        while (at < length) {
            int lead = text[at] & 0xFF;
            int bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            units += bytes == 4 ? 2 : 1;
            if (units > characters || at + bytes > length) {
                return at;
            }
            at += bytes;
        }
        return at;
    }
}
