package dev.lockstep.engine.snapshot;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** A length and as many bytes. */
public final class SnapshotBytes {
    private static final int PART = 1 << 16;

    private SnapshotBytes() {}

    public static void write(byte[] value, DataOutput out) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    /** Takes memory only as the bytes arrive, so that a wrong length cannot ask for much. */
    public static byte[] read(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("A value has length " + length + ".");
        }
        byte[] value = new byte[Math.min(length, PART)];
        in.readFully(value);
        while (value.length < length) {
            int have = value.length;
            value = Arrays.copyOf(value, (int) Math.min(length, 2L * have));
            in.readFully(value, have, value.length - have);
        }
        return value;
    }
}
