package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@code ESP_aWAve(weight, value)}. Rows in which either is null do not count; null while the
 * weights sum to zero.
 */
public final class WeightedMean extends RecordFunction {
    /** Behind the number of rows that count. */
    private static final int WEIGHTS = 1;

    private static final int PRODUCTS = WEIGHTS + ExactSums.WORDS;

    private final ExactSums weights;
    private final ExactSums products;

    public WeightedMean(GroupRecords records) {
        super(records, PRODUCTS + ExactSums.WORDS);
        weights = new ExactSums(records);
        products = new ExactSums(records);
    }

    public void add(
            long[] w,
            int at,
            double weight,
            boolean weightIsNull,
            double value,
            boolean valueIsNull) {
        if (!weightIsNull && !valueIsNull) {
            w[at]++;
            weights.add(w, at + WEIGHTS, weight);
            products.add(w, at + PRODUCTS, weight * value);
        }
    }

    public void remove(
            long[] w,
            int at,
            double weight,
            boolean weightIsNull,
            double value,
            boolean valueIsNull) {
        if (!weightIsNull && !valueIsNull) {
            weights.remove(w, at + WEIGHTS, weight);
            products.remove(w, at + PRODUCTS, weight * value);
            if (--w[at] == 0) {
                clear(w, at);
            }
        }
    }

    public double value(long[] w, int at) {
        return products.value(w, at + PRODUCTS) / weights.value(w, at + WEIGHTS);
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return w[at] == 0 || weights.value(w, at + WEIGHTS) == 0;
    }

    @Override
    public void clear(long[] w, int at) {
        w[at] = 0;
        weights.clear(w, at + WEIGHTS);
        products.clear(w, at + PRODUCTS);
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(words()[at(g)]);
            weights.save(out, at(g) + WEIGHTS);
            products.save(out, at(g) + PRODUCTS);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            words()[at(g)] = in.readLong();
            weights.load(in, at(g) + WEIGHTS);
            products.load(in, at(g) + PRODUCTS);
        }
    }
}
