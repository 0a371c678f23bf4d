package dev.lockstep.bench.failover;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a figure should be.
 *
 * @param limit null where a figure has no target and is only told
 */
record Target(@Nullable Double limit, boolean isMost, String unit) {
    static Target atMost(double limit, String unit) {
        return new Target(limit, true, unit);
    }

    static Target atLeast(double limit, String unit) {
        return new Target(limit, false, unit);
    }

    /** Of a figure that is told beside others. */
    static Target none(String unit) {
        return new Target(null, true, unit);
    }

    /** Null where there is nothing to be reached. */
    @Nullable Boolean isReached(double seen) {
        Double l = limit;
        if (l == null) {
            return null;
        }
        return isMost ? seen <= l : seen >= l;
    }

    String text() {
        Double l = limit;
        return l == null ? "" : (isMost ? "≤ " : "≥ ") + number(l) + " " + unit;
    }

    /** With as many digits as say something. */
    static String number(double value) {
        String format = Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
