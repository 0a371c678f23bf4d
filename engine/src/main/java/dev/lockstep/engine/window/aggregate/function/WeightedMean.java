package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code ESP_aWAve(weight, value)}. Rows in which either is null do not count; null while the
 * weights sum to zero.
 */
public final class WeightedMean extends Accumulator {
    /** Of group {@code g} the weights at {@code 2 g} and, beside them, the products. */
    private final ExactSums sums = new ExactSums();

    public void add(
            int group, double weight, boolean weightIsNull, double value, boolean valueIsNull) {
        if (!weightIsNull && !valueIsNull) {
            sums.addTwo(2 * group, weight, weight * value);
        }
    }

    public void remove(
            int group, double weight, boolean weightIsNull, double value, boolean valueIsNull) {
        if (!weightIsNull && !valueIsNull) {
            sums.removeTwo(2 * group, weight, weight * value);
        }
    }

    public double value(int group) {
        return sums.value(2 * group + 1) / sums.value(2 * group);
    }

    @Override
    public boolean isNull(int group) {
        return sums.count(2 * group) == 0 || sums.value(2 * group) == 0;
    }

    @Override
    protected void grow(int groups) {
        sums.grow(2 * groups);
    }

    @Override
    protected void clear(int group) {
        sums.clear(2 * group);
        sums.clear(2 * group + 1);
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        sums.save(out, 2 * groups);
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        sums.load(in, 2 * groups);
    }
}
