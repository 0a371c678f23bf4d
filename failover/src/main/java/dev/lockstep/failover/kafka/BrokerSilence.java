package dev.lockstep.failover.kafka;

import dev.lockstep.failover.FailoverLimits;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Notices that nothing at all comes from any broker though something was asked for: this engine is
 * cut off from them, or all of them are gone. A single broker that is lost shows here only where it
 * leads all that is read, and then to all engines alike. Pure but for what it asks: time is an
 * argument, in nanoseconds of a clock that never goes back. One thread.
 */
final class BrokerSilence {
    /** Looks further apart than that say nothing: this process stood still itself. */
    private static final long SLEPT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** One that asks brokers; looked at by another thread than the one that asks. */
    interface Asking {
        /** Whether an answer is owed to it. */
        boolean isAwaiting();

        /** Changes with whatever comes from a broker; NaN if that is not known. */
        double received();
    }

    private final List<? extends Asking> askings;
    private final long patienceNanos;
    private double received;
    private long lookedNanos;
    private long lastNanos;
    private boolean isCutOff;

    BrokerSilence(List<? extends Asking> askings, long patienceMillis, long now) {
        this.askings = askings;
        this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        this.lookedNanos = now;
        this.lastNanos = now;
    }

    /**
     * How long brokers may say nothing: twice as long as they may keep a fetch that finds nothing,
     * or what the limit says if that is more.
     *
     * @param fetchWaitMillis how long they may keep one
     */
    static long patienceMillis(long fetchWaitMillis) {
        return Math.max(FailoverLimits.BROKER_SILENCE_MILLIS.defaultValue(), 2 * fetchWaitMillis);
    }

    /**
     * To be called several times within {@link #SLEPT_NANOS}.
     *
     * @return whether {@link #isCutOff} has changed
     */
    boolean look(long now) {
        double sum = 0;
        boolean isAwaiting = false;
        for (Asking a : askings) {
            sum += a.received();
            isAwaiting |= a.isAwaiting();
        }
        boolean hasSlept = now - lookedNanos > SLEPT_NANOS;
        lookedNanos = now;
        // better to believe in brokers that are gone than never to take over
        boolean hasCome = Double.isNaN(sum) || Double.compare(sum, received) != 0;
        received = sum;
        // who was cut off stays so until something comes, whatever it asks for meanwhile
        if (hasCome || !isCutOff && (hasSlept || !isAwaiting)) {
            lastNanos = now;
        }
        boolean was = isCutOff;
        isCutOff = now - lastNanos >= patienceNanos;
        return was != isCutOff;
    }

    /** Whether nothing has come for longer than it should. */
    boolean isCutOff() {
        return isCutOff;
    }
}
