package dev.lockstep.engine.window.aggregate.function;

/**
 * {@code ESP_aCount}, {@code ESP_aCountNonNull} and {@code ESP_aCountNull}: rows, or rows whose
 * argument is (not) null.
 */
public final class Count extends GroupCounts {
    private final boolean countsNull;
    private final boolean countsPresent;

    public Count(GroupRecords records, boolean countsNull, boolean countsPresent) {
        super(records);
        this.countsNull = countsNull;
        this.countsPresent = countsPresent;
    }

    public void add(long[] w, int at, boolean isNull) {
        if (isNull ? countsNull : countsPresent) {
            w[at]++;
        }
    }

    public void remove(long[] w, int at, boolean isNull) {
        if (isNull ? countsNull : countsPresent) {
            w[at]--;
        }
    }
}
