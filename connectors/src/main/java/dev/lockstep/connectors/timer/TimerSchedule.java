package dev.lockstep.connectors.timer;

/**
 * The times base, base + interval, base + 2 intervals and so on, in microseconds since the epoch.
 *
 * @param interval in units; a fraction only of units of fixed length
 */
record TimerSchedule(long baseMicros, double interval, TimerUnit unit) {
    /** The {@code n}-th time, from 0. */
    long time(long n) {
        if (unit.isCalendar()) {
            return unit.after(baseMicros, Math.multiplyExact(n, (long) interval));
        }
        return Math.addExact(baseMicros, Math.multiplyExact(n, stepMicros()));
    }

    private long stepMicros() {
        return Math.max(1, Math.round(interval * unit.micros()));
    }

    /** The number of the first time that is not before {@code micros}. */
    long firstFrom(long micros) {
        if (micros <= baseMicros) {
            return 0;
        }
        if (!unit.isCalendar()) {
            long step = stepMicros();
            long behind = micros - baseMicros;
            return behind / step + (behind % step == 0 ? 0 : 1);
        }
        long n = 0;
        while (time(n) < micros) {
            n++;
        }
        return n;
    }
}
