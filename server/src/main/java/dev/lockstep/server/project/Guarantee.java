package dev.lockstep.server.project;

/** What a sink of a replicated project can rely on when an engine is lost. */
public enum Guarantee {
    /** Readers of what is committed see each event once, in order, whatever fails. */
    EXACTLY_ONCE("exactly-once"),

    /**
     * What was never committed is cut off and what is missing is added, so that the sink holds each
     * event once, in order, as soon as an engine is active again.
     */
    TRIMMED("trimmed"),

    /** Committed events only; around a take-over some may be missing or come again. */
    BEST_EFFORT("best-effort");

    private final String text;

    Guarantee(String text) {
        this.text = text;
    }

    /** As REST, metrics and documentation name it. */
    public String text() {
        return text;
    }
}
