package dev.lockstep.wire.codec;

import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.wire.WireLimits;
import java.nio.charset.StandardCharsets;

/** Makes the report of a row that could not be decoded. */
public final class BadRows {
    private BadRows() {}

    /** A report that shows the beginning of the bytes. */
    public static BadRow of(
            ErrorCode code, String place, String reason, byte[] b, int from, int to) {
        return new BadRow(code, place, reason, cut(b, from, to));
    }

    /** At most as many bytes as {@link WireLimits#BAD_TEXT_CHARS}, with three dots if cut. */
    public static String cut(byte[] b, int from, int to) {
        int max = (int) WireLimits.BAD_TEXT_CHARS.defaultValue();
        int length = Math.min(to - from, max);
        String text = new String(b, from, length, StandardCharsets.UTF_8);
        return length < to - from ? text + "..." : text;
    }
}
