package dev.lockstep.expression.runtime;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text of any length in a snapshot; {@link DataOutput#writeUTF} takes 65535 bytes only. */
public final class SavedText {
    private static final int AT_ONCE = 1 << 16;

    private SavedText() {}

    /** Writes the number of bytes, four bytes, and the text in UTF-8. */
    public static void write(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** Reads what {@link #write} wrote. */
    public static String read(DataInput in) throws IOException {
        return read(in, in.readInt());
    }

    /**
     * Reads a text whose number of bytes was read before. Memory is taken as the bytes arrive, so
     * that a wrong number cannot ask for much.
     *
     * @throws IOException also if the number is negative
     */
    public static String read(DataInput in, int length) throws IOException {
        if (length < 0) {
            throw new IOException("A text has length " + length + ".");
        }
        byte[] bytes = new byte[Math.min(length, AT_ONCE)];
        in.readFully(bytes);
        while (bytes.length < length) {
            int have = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * have));
            in.readFully(bytes, have, bytes.length - have);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
