package dev.lockstep.wire.bytes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A byte buffer that grows, is written out and used again. Not thread-safe. */
public final class ByteSink {
    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[Math.max(32, capacity)];
    }

    /** The backing array; replaced when the sink grows. */
    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets everything from {@code length} on. */
    public void truncate(int length) {
        size = Math.min(size, length);
    }

    /** Makes room for {@code more} bytes behind {@link #size}. */
    public void reserve(int more) {
        int wanted = Math.addExact(size, more);
        if (wanted > bytes.length) {
            long next = Math.max(wanted, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, (int) Math.min(next, Integer.MAX_VALUE - 8L));
        }
    }

    /** Counts bytes that the caller wrote behind {@link #size} after {@link #reserve}. */
    public void advance(int more) {
        size += more;
    }

    public void put(int b) {
        if (size == bytes.length) {
            reserve(1);
        }
        bytes[size++] = (byte) b;
    }

    public void put(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
    }

    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /** UTF-8. */
    public void put(String text) {
        put(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Decimal. */
    public void putDecimal(long value) {
        reserve(Digits.DECIMAL_BYTES);
        size = Digits.decimal(value, bytes, size);
    }

    /** Decimal, with zeros in front up to {@code width}; for values that are not negative. */
    public void putPadded(long value, int width, char pad) {
        reserve(Math.max(20, width));
        int p = size + width;
        long v = value;
        for (int i = 0; i < width; i++) {
            if (v == 0 && i > 0) {
                bytes[--p] = (byte) pad;
            } else {
                bytes[--p] = (byte) ('0' + v % 10);
                v /= 10;
            }
        }
        if (v != 0) {
            putDecimal(value);
        } else {
            size += width;
        }
    }

    /** Writes everything out and empties the sink. */
    public void drainTo(OutputStream out) throws IOException {
        int length = size;
        size = 0;
        out.write(bytes, 0, length);
    }

    public String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }
}
