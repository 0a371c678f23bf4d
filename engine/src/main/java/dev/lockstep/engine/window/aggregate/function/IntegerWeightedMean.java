package dev.lockstep.engine.window.aggregate.function;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * {@link WeightedMean} for weights of 32 bits, whose sum is an integer: of less rows than there can
 * be, it does not leave 64 bits.
 */
public final class IntegerWeightedMean extends RecordFunction {
    /** Behind the number of rows that count. */
    private static final int WEIGHTS = 1;

    private static final int PRODUCTS = 2;

    private final ExactSums products;

    public IntegerWeightedMean(GroupRecords records) {
        super(records, PRODUCTS + ExactSums.WORDS);
        products = new ExactSums(records);
    }

    public void add(
            long[] w,
            int at,
            long weight,
            boolean weightIsNull,
            double value,
            boolean valueIsNull) {
        if (!weightIsNull && !valueIsNull) {
            w[at]++;
            w[at + WEIGHTS] += weight;
            products.add(w, at + PRODUCTS, weight * value);
        }
    }

    public void remove(
            long[] w,
            int at,
            long weight,
            boolean weightIsNull,
            double value,
            boolean valueIsNull) {
        if (!weightIsNull && !valueIsNull) {
            w[at + WEIGHTS] -= weight;
            products.remove(w, at + PRODUCTS, weight * value);
            if (--w[at] == 0) {
                products.clear(w, at + PRODUCTS);
            }
        }
    }

    public double value(long[] w, int at) {
        return products.value(w, at + PRODUCTS) / w[at + WEIGHTS];
    }

    @Override
    public boolean isNull(long[] w, int at) {
        return w[at + WEIGHTS] == 0;
    }

    @Override
    public void clear(long[] w, int at) {
        w[at] = 0;
        w[at + WEIGHTS] = 0;
        products.clear(w, at + PRODUCTS);
    }

    @Override
    public void save(DataOutput out, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            out.writeLong(words()[at(g)]);
            out.writeLong(words()[at(g) + WEIGHTS]);
            products.save(out, at(g) + PRODUCTS);
        }
    }

    @Override
    protected void load(DataInput in, int groups) throws IOException {
        for (int g = 0; g < groups; g++) {
            words()[at(g)] = in.readLong();
            words()[at(g) + WEIGHTS] = in.readLong();
            products.load(in, at(g) + PRODUCTS);
        }
    }
}
