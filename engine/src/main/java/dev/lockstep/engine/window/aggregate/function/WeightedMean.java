package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code ESP_aWAve(weight, value)}. Rows in which either is null do not count; null while the
 * weights sum to zero.
 */
public final class WeightedMean extends Accumulator {
    private final ExactSums weights = new ExactSums();
    private final ExactSums products = new ExactSums();

    public void add(
            int group, double weight, boolean weightIsNull, double value, boolean valueIsNull) {
        if (!weightIsNull && !valueIsNull) {
            weights.add(group, weight);
            products.addUncounted(group, weight * value);
        }
    }

    public void remove(
            int group, double weight, boolean weightIsNull, double value, boolean valueIsNull) {
        if (!weightIsNull && !valueIsNull) {
            weights.remove(group, weight);
            products.removeUncounted(group, weight * value);
            if (weights.count(group) == 0) {
                products.clear(group);
            }
        }
    }

    public double value(int group) {
        return products.value(group) / weights.value(group);
    }

    @Override
    public boolean isNull(int group) {
        return weights.count(group) == 0 || weights.value(group) == 0;
    }

    @Override
    protected void grow(int groups) {
        weights.grow(groups);
        products.grow(groups);
    }

    @Override
    protected void clear(int group) {
        weights.clear(group);
        products.clear(group);
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        weights.save(out, groups);
        products.save(out, groups);
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        weights.load(in, groups);
        products.load(in, groups);
    }
}
