package dev.lockstep.testkit.reference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One window's behaviour and state. Rolling back is not its business: {@link ReferenceNode} makes a
 * new one and plays the accepted causes again.
 */
abstract class ReferenceWindow {
    private int failures;
    private int faults;

    /** Applies one cause; failing events are skipped and reported by {@link #bad}. */
    abstract List<Change> apply(Cause cause);

    /** The retained rows; none for a stateless window. */
    abstract List<List<@Nullable Object>> rows();

    /** Counts an event that cannot be applied. */
    final void bad() {
        failures++;
    }

    /** Counts a value that cannot be had; the event goes on without it. */
    final void fault() {
        faults++;
    }

    /** Faults since the last call. */
    final int takeFaults() {
        int n = faults;
        faults = 0;
        return n;
    }

    /** Failures since the last call. */
    final int takeFailures() {
        int n = failures;
        failures = 0;
        return n;
    }
}
