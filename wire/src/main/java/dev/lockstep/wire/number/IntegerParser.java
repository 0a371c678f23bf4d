package dev.lockstep.wire.number;

/**
 * Reads decimal integers and fixed-point amounts with overflow detection. Not thread-safe: {@link
 * #isNumber} tells about the last call.
 */
public final class IntegerParser {
    /** What is no negative of an amount, which is never above zero. */
    private static final long NONE = 1;

    private boolean isNumber;

    /** Whether the last call read a number that fits. */
    public boolean isNumber() {
        return isNumber;
    }

    /** An integer of 64 bits: an optional sign and at least one digit, nothing else. */
    public long parse(byte[] b, int from, int to) {
        int p = from;
        boolean negative = false;
        if (p < to && (b[p] == '-' || b[p] == '+')) {
            negative = b[p++] == '-';
        }
        isNumber = false;
        if (p == to) {
            return 0;
        }
        long v = 0;
        // eighteen digits cannot overflow
        int safe = Math.min(to, p + 18);
        for (; p < safe; p++) {
            // as a char what stands before '0' is far above 9
            int d = (char) (b[p] - '0');
            if (d > 9) {
                return 0;
            }
            v = v * 10 - d;
        }
        for (; p < to; p++) {
            int d = (char) (b[p] - '0');
            if (d > 9 || v < Long.MIN_VALUE / 10) {
                return 0;
            }
            v *= 10;
            if (v < Long.MIN_VALUE + d) {
                return 0;
            }
            v -= d;
        }
        isNumber = negative || v != Long.MIN_VALUE;
        return negative ? v : -v;
    }

    /** A decimal with at most {@code decimals} digits behind the point, times ten to that power. */
    public long parseScaled(byte[] b, int from, int to, int decimals) {
        int p = from;
        boolean negative = false;
        if (p < to && (b[p] == '-' || b[p] == '+')) {
            negative = b[p++] == '-';
        }
        long v = negativeScaled(b, p, to, decimals);
        if (v == NONE) {
            isNumber = false;
            return 0;
        }
        isNumber = negative || v != Long.MIN_VALUE;
        return negative ? v : -v;
    }

    /** The negative of the scaled amount without a sign, or NONE. */
    private static long negativeScaled(byte[] b, int from, int to, int decimals) {
        long v = 0;
        int digits = 0;
        int behind = -1;
        for (int p = from; p < to; p++) {
            int d = (char) (b[p] - '0');
            if (b[p] == '.' && behind < 0) {
                behind = 0;
            } else if (d > 9) {
                return NONE;
            } else if (behind == decimals) {
                if (d != 0) {
                    return NONE;
                }
                digits++;
            } else {
                if (v < (Long.MIN_VALUE + d) / 10) {
                    return NONE;
                }
                v = v * 10 - d;
                digits++;
                behind += behind < 0 ? 0 : 1;
            }
        }
        for (int i = Math.max(0, behind); i < decimals; i++) {
            if (v < Long.MIN_VALUE / 10) {
                return NONE;
            }
            v *= 10;
        }
        return digits > 0 ? v : NONE;
    }
}
