package dev.lockstep.expression.runtime;

import dev.lockstep.api.block.StringPool;

/**
 * What an expression may draw on besides its row: the project's string pool, the time of the
 * current journal entry and the project's random numbers, which start from the seed in the journal.
 * One a project; used by the engine's thread only. All of it but the pool is state of the project
 * and part of its snapshot.
 */
public final class EvaluationContext {
    private final StringPool pool;
    private long entryMicros;
    private long randomState;
    private Printer printer = text -> {};

    /** Takes what {@code print} functions write; the engine itself performs no I/O. */
    @FunctionalInterface
    public interface Printer {
        void print(String text);
    }

    public EvaluationContext(StringPool pool) {
        this.pool = pool;
    }

    public StringPool pool() {
        return pool;
    }

    /** Time of the current journal entry in microseconds since the epoch. */
    public long entryMicros() {
        return entryMicros;
    }

    public void entryMicros(long micros) {
        entryMicros = micros;
    }

    public long randomState() {
        return randomState;
    }

    public void randomState(long state) {
        randomState = state;
    }

    /** The next 64 random bits (SplitMix64). */
    public long nextRandom() {
        randomState += 0x9E3779B97F4A7C15L;
        long z = randomState;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Uniform in [0, 1). */
    public double nextDouble() {
        return (nextRandom() >>> 11) * 0x1.0p-53;
    }

    public void print(String text) {
        printer.print(text);
    }

    public void printer(Printer target) {
        printer = target;
    }
}
