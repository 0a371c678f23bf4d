package dev.lockstep.api.error;

import java.util.Objects;

/**
 * One thing that is wrong: what happened (code and detail), where, and what to do.
 *
 * @param detail a full sentence about this case, naming the element and the value
 */
public record Problem(ErrorCode code, Severity severity, Location where, String detail) {
    /** Whether the project can still run. */
    public enum Severity {
        ERROR,
        WARNING,
        /** Accepted without effect; shown so that nothing is ignored silently. */
        NOTE
    }

    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
    }

    public static Problem error(ErrorCode code, Location where, String detail) {
        return new Problem(code, Severity.ERROR, where, detail);
    }

    public static Problem warning(ErrorCode code, Location where, String detail) {
        return new Problem(code, Severity.WARNING, where, detail);
    }

    public static Problem note(ErrorCode code, Location where, String detail) {
        return new Problem(code, Severity.NOTE, where, detail);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code model.xml:12:5: LS-1004: detail (hint)}. */
    @Override
    public String toString() {
        String place = where.toString();
        return (place.isEmpty() ? "" : place + ": ")
                + code.code()
                + ": "
                + detail
                + " ("
                + code.hint()
                + ")";
    }
}
