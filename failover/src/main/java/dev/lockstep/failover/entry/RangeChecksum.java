package dev.lockstep.failover.entry;

import java.util.zip.CRC32C;

/** The checksum of an input range: of each record's offset, length and bytes, in order. */
public final class RangeChecksum {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private final CRC32C crc = new CRC32C();
    private long sum;
    private int count;

    /** Begins a new range. */
    public void reset() {
        sum = 0;
        count = 0;
    }

    public void add(long offset, byte[] value) {
        crc.reset();
        crc.update(value, 0, value.length);
        long h = (sum ^ offset) * STEP + value.length;
        sum = (h ^ h >>> 31) * STEP ^ crc.getValue();
        count++;
    }

    /** Records so far. */
    public int count() {
        return count;
    }

    public long value() {
        return sum;
    }
}
