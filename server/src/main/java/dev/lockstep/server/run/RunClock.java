package dev.lockstep.server.run;

import java.util.concurrent.TimeUnit;

/**
 * The time of a run in microseconds since the epoch: the wall's, or a virtual one that moves as the
 * input asks.
 */
final class RunClock {
    /** Where virtual time begins: 2020-01-01T00:00:00Z. */
    static final long VIRTUAL_START_MICROS = 1_577_836_800_000_000L;

    private final boolean isVirtual;
    private final long startNanos;
    private final long startMicros;
    private long nowMicros;

    RunClock(boolean isVirtual) {
        this.isVirtual = isVirtual;
        this.startNanos = System.nanoTime();
        this.startMicros = isVirtual ? VIRTUAL_START_MICROS : System.currentTimeMillis() * 1000;
        this.nowMicros = startMicros;
    }

    boolean isVirtual() {
        return isVirtual;
    }

    long startMicros() {
        return startMicros;
    }

    /** Never goes back. */
    long nowMicros() {
        if (!isVirtual) {
            nowMicros = Math.max(nowMicros, startMicros + (System.nanoTime() - startNanos) / 1000);
        }
        return nowMicros;
    }

    /** Goes on from that time, should the wall's be before it. */
    void notBefore(long micros) {
        nowMicros = Math.max(nowMicros, micros);
    }

    /** Moves virtual time forward; nothing for the wall clock, which moves by itself. */
    void advanceTo(long micros) {
        if (isVirtual) {
            nowMicros = Math.max(nowMicros, micros);
        }
    }

    /** Nanoseconds of waiting until that time; 0 with a virtual clock, which need not wait. */
    long nanosUntil(long micros) {
        return isVirtual ? 0 : Math.max(0, TimeUnit.MICROSECONDS.toNanos(micros - nowMicros()));
    }
}
