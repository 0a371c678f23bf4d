package dev.lockstep.testkit.reference;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Summary statistics of finite values, each worked out from all of them by exact arithmetic. */
record NaiveSummary(long missing, List<BigDecimal> values) {
    private static final MathContext EXACT = new MathContext(60);

    static NaiveSummary of(List<@Nullable Double> observations) {
        List<BigDecimal> values = new ArrayList<>();
        long missing = 0;
        for (Double v : observations) {
            if (v == null) {
                missing++;
            } else {
                values.add(new BigDecimal(v));
            }
        }
        return new NaiveSummary(missing, values);
    }

    /** The statistic by its name in an output map, or null for a missing value. */
    @Nullable Object value(String name) {
        int n = values.size();
        if (name.equals("nOut")) {
            return (long) n;
        }
        if (name.equals("nmissOut")) {
            return missing;
        }
        if (n == 0) {
            return null;
        }
        BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(BigDecimal.valueOf(n), EXACT);
        return switch (name) {
            case "minOut" -> values.stream().min(BigDecimal::compareTo).orElseThrow().doubleValue();
            case "maxOut" -> values.stream().max(BigDecimal::compareTo).orElseThrow().doubleValue();
            case "sumOut" -> sum.doubleValue();
            case "meanOut" -> sum.doubleValue() / n;
            case "ussOut" -> squaresAround(BigDecimal.ZERO).doubleValue();
            case "cssOut" -> squaresAround(mean).doubleValue();
            default -> n < 2 ? null : spread(name, n, sum.doubleValue() / n, mean);
        };
    }

    private BigDecimal squaresAround(BigDecimal middle) {
        return values.stream()
                .map(v -> v.subtract(middle).pow(2))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private @Nullable Object spread(String name, int n, double mean, BigDecimal middle) {
        double variance = squaresAround(middle).doubleValue() / (n - 1);
        return switch (name) {
            case "varOut" -> variance;
            case "stdOut" -> Math.sqrt(variance);
            case "stderrOut" -> Math.sqrt(variance / n);
            case "cvOut" -> mean == 0 ? null : (Object) (100 * Math.sqrt(variance) / mean);
            default -> throw new IllegalArgumentException("no statistic " + name);
        };
    }
}
