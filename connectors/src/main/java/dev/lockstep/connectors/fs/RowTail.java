package dev.lockstep.connectors.fs;

import dev.lockstep.wire.WireLimits;
import dev.lockstep.wire.codec.BadRows;

/** The beginning of what has come behind the last line end: of a row, should no more come. */
final class RowTail {
    private final byte[] kept = new byte[(int) WireLimits.BAD_TEXT_CHARS.defaultValue() + 1];
    private int size;

    void add(byte[] bytes, int from, int count) {
        int end = from + count;
        int p = end;
        while (p > from && bytes[p - 1] != '\n') {
            p--;
        }
        if (p > from) {
            size = 0;
        }
        int more = Math.min(end - p, kept.length - size);
        System.arraycopy(bytes, p, kept, size, more);
        size += more;
    }

    /** With three dots if there was more. */
    String text() {
        return BadRows.cut(kept, 0, size);
    }
}
