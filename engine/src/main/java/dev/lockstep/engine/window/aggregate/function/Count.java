package dev.lockstep.engine.window.aggregate.function;

/**
 * {@code ESP_aCount}, {@code ESP_aCountNonNull} and {@code ESP_aCountNull}: rows, or rows whose
 * argument is (not) null.
 */
public final class Count extends GroupCounts {
    private final boolean countsNull;
    private final boolean countsPresent;

    public Count(boolean countsNull, boolean countsPresent) {
        this.countsNull = countsNull;
        this.countsPresent = countsPresent;
    }

    public void add(int group, boolean isNull) {
        if (isNull ? countsNull : countsPresent) {
            count(group, 1);
        }
    }

    public void remove(int group, boolean isNull) {
        if (isNull ? countsNull : countsPresent) {
            count(group, -1);
        }
    }
}
