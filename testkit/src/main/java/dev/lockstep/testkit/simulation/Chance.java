package dev.lockstep.testkit.simulation;

/** Random decisions from a seed; cheap, and can be split so that one part draws beside another. */
final class Chance {
    private static final long STEP = 0x9E3779B97F4A7C15L;

    private long state;

    Chance(long seed) {
        state = seed * STEP ^ 0x2545F4914F6CDD1DL;
    }

    long next() {
        state += STEP;
        long z = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** A generator of its own. */
    Chance split() {
        return new Chance(next());
    }

    /** From 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) ((next() >>> 33) * bound >>> 31);
    }

    /** From {@code low} to {@code high}, both included. */
    long between(long low, long high) {
        return low + Math.floorMod(next(), high - low + 1);
    }

    /** True in {@code percent} of a hundred cases. */
    boolean percent(int percent) {
        return below(100) < percent;
    }
}
