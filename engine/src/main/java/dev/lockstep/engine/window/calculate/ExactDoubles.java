package dev.lockstep.engine.window.calculate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sums of doubles, by place, each an unevaluated pair (about 106 bits). What is not finite is
 * summed apart, so that it decides the result without spoiling the pair.
 */
final class ExactDoubles {
    private double[] high = new double[2];
    private double[] low = new double[2];
    private double[] unusual = new double[2];

    void grow(int places) {
        high = Arrays.copyOf(high, places);
        low = Arrays.copyOf(low, places);
        unusual = Arrays.copyOf(unusual, places);
    }

    void clear(int at) {
        high[at] = 0;
        low[at] = 0;
        unusual[at] = 0;
    }

    void copy(int from, int to) {
        high[to] = high[from];
        low[to] = low[from];
        unusual[to] = unusual[from];
    }

    void add(int at, double value) {
        double h = high[at];
        double sum = h + value;
        if (!Double.isFinite(sum)) {
            unusual[at] += sum;
            return;
        }
        double part = sum - h;
        double error = (h - (sum - part)) + (value - part) + low[at];
        double result = sum + error;
        high[at] = result;
        low[at] = error - (result - sum);
    }

    /** Adds the square, without rounding it first. */
    void addSquare(int at, double value) {
        double product = value * value;
        add(at, product);
        if (Double.isFinite(product)) {
            add(at, Math.fma(value, value, -product));
        }
    }

    /** Adds the sum at {@code from} to the one at {@code to}. */
    void merge(int from, int to) {
        add(to, high[from]);
        add(to, low[from]);
        unusual[to] += unusual[from];
    }

    boolean isFinite(int at) {
        return unusual[at] == 0;
    }

    double value(int at) {
        return isFinite(at) ? high[at] + low[at] : unusual[at];
    }

    double high(int at) {
        return high[at];
    }

    double low(int at) {
        return low[at];
    }

    void save(int at, DataOutput out) throws IOException {
        out.writeDouble(high[at]);
        out.writeDouble(low[at]);
        out.writeDouble(unusual[at]);
    }

    void load(int at, DataInput in) throws IOException {
        high[at] = in.readDouble();
        low[at] = in.readDouble();
        unusual[at] = in.readDouble();
    }
}
