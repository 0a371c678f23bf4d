package dev.lockstep.server.trial;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands in a topic: of each record 64 bits that tell it from others, and of all together a
 * digest. One thread adds; any may ask for the rest.
 */
public final class TopicLog {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final LongLog prints = new LongLog();
    private final MessageDigest digest;
    private final ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);

    public TopicLog() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    public void add(byte[] value) {
        length.clear();
        length.putInt(value.length).flip();
        digest.update(length);
        digest.update(value);
        prints.add(print(value));
    }

    /** Equal for equal bytes, and unequal for others but for one case in 2^64. */
    static long print(byte[] value) {
        long h = value.length * STEP;
        int i = 0;
        for (; i + Long.BYTES <= value.length; i += Long.BYTES) {
            h = mix(h ^ (long) LONGS.get(value, i));
        }
        long rest = 0;
        for (; i < value.length; i++) {
            rest = rest << 8 | value[i] & 0xff;
        }
        return mix(h ^ rest);
    }

    private static long mix(long h) {
        long m = (h ^ h >>> 32) * STEP;
        return (m ^ m >>> 29) * 0xBF58476D1CE4E5B9L;
    }

    public int count() {
        return prints.size();
    }

    /** The number of a record in hexadecimal; a dash if there is none. */
    String at(int index) {
        return index < prints.size() ? Long.toHexString(prints.get(index)) : "-";
    }

    /** The first record of a part that is not the same in another; −1 if all are. */
    int mismatch(TopicLog other, int from, int to) {
        for (int k = from; k < to; k++) {
            if (prints.get(k) != other.prints.get(k)) {
                return k;
            }
        }
        return -1;
    }

    /** One number a record, in order. */
    public long[] prints() {
        return prints.toArray();
    }

    /** SHA-256 of the lengths and bytes of all records; the thread that adds has ended. */
    public String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("SHA-256 can be cloned", e);
        }
    }
}
