package dev.lockstep.testkit.simulation;

/** A process's clocks: one that begins anywhere and runs a little wrong, one that jumps. */
final class Clock {
    private static final long[] ORIGINS = {
        0, 12_345_678_901L, -3_000_000_000L, Long.MIN_VALUE, Long.MAX_VALUE - 5_000_000_000L
    };

    private static final long EPOCH_MICROS = 1_800_000_000_000_000L;

    private final Timeline timeline;
    private final long begun;
    private final long origin;
    private final long permille;

    Clock(Timeline timeline, Chance chance) {
        this.timeline = timeline;
        this.begun = timeline.now();
        this.origin = ORIGINS[chance.below(ORIGINS.length)];
        this.permille = chance.between(950, 1050);
    }

    long nanos() {
        return origin + (timeline.now() - begun) / 1000 * permille;
    }

    long micros(long offset) {
        return EPOCH_MICROS + timeline.now() / 1000 + offset;
    }
}
