package dev.lockstep.engine.window.aggregate.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ten million values come and go; what is left must not show it. */
class WearTest {
    private static final int PAIRS = 10_000_000;
    private static final int KEPT = 512;
    private static final double DRIFT_MAX = 1e-9;
    private static final MathContext DIGITS = new MathContext(80);

    private final SplittableRandom random = new SplittableRandom(77);
    private final double[] values = new double[KEPT];
    private final double[] weights = new double[KEPT];

    private final DoubleSum sum = new DoubleSum(new GroupRecords(), false);
    private final DoubleSum mean = new DoubleSum(new GroupRecords(), true);
    private final Deviation deviation = new Deviation(new GroupRecords());
    private final WeightedMean weighted = new WeightedMean(new GroupRecords());

    /** Small and great values mixed, most of them without an exact binary form. */
    private double value() {
        int digits = random.nextInt(13) - 6;
        return (random.nextDouble() - 0.5) * StrictMath.pow(10, digits);
    }

    private void add(int k) {
        values[k] = value();
        weights[k] = random.nextInt(1, 1000) / 7.0;
        add(values[k], weights[k]);
    }

    private void add(double value, double weight) {
        sum.add(sum.words(), sum.at(0), value, false);
        mean.add(mean.words(), mean.at(0), value, false);
        deviation.add(deviation.words(), deviation.at(0), value, false);
        weighted.add(weighted.words(), weighted.at(0), weight, false, value, false);
    }

    private void remove(int k) {
        sum.remove(sum.words(), sum.at(0), values[k], false);
        mean.remove(mean.words(), mean.at(0), values[k], false);
        deviation.remove(deviation.words(), deviation.at(0), values[k], false);
        weighted.remove(weighted.words(), weighted.at(0), weights[k], false, values[k], false);
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    private static void assertClose(double actual, BigDecimal expected) {
        BigDecimal difference = exact(actual).subtract(expected).abs();
        assertThat(difference.divide(expected.abs(), DIGITS).doubleValue()).isLessThan(DRIFT_MAX);
    }

    @Test
    void sumsMeansAndDeviationsDoNotWearOut() {
        sum.open(0);
        mean.open(0);
        deviation.open(0);
        weighted.open(0);
        for (int k = 0; k < KEPT; k++) {
            add(k);
        }
        for (int pair = 0; pair < PAIRS; pair++) {
            int k = random.nextInt(KEPT);
            remove(k);
            add(k);
        }
        // what stays is small, so that an error of the great ones that left would show
        for (int k = 0; k < KEPT; k++) {
            if (Math.abs(values[k]) > 1e-3) {
                remove(k);
                values[k] = Double.NaN;
            }
        }
        check();
    }

    private void check() {
        BigDecimal total = BigDecimal.ZERO;
        BigDecimal products = BigDecimal.ZERO;
        BigDecimal weight = BigDecimal.ZERO;
        int n = 0;
        for (int k = 0; k < KEPT; k++) {
            if (!Double.isNaN(values[k])) {
                n++;
                total = total.add(exact(values[k]));
                products = products.add(exact(weights[k]).multiply(exact(values[k])));
                weight = weight.add(exact(weights[k]));
            }
        }
        assertThat(n).isBetween(100, KEPT - 100);
        BigDecimal average = total.divide(BigDecimal.valueOf(n), DIGITS);
        BigDecimal squares = BigDecimal.ZERO;
        for (double v : values) {
            if (!Double.isNaN(v)) {
                squares = squares.add(exact(v).subtract(average).pow(2));
            }
        }
        assertClose(value(sum), total);
        assertClose(value(mean), average);
        assertClose(
                deviation.value(deviation.words(), deviation.at(0)),
                squares.divide(BigDecimal.valueOf(n - 1L), DIGITS).sqrt(DIGITS));
        assertClose(
                weighted.value(weighted.words(), weighted.at(0)), products.divide(weight, DIGITS));
    }

    @Test
    void aSumBeyondTheRangeOfDoublesIsInfiniteUntilNothingIsInItAnyMore() {
        sum.open(0);
        weighted.open(0);
        for (int k = 0; k < 2; k++) {
            sum.add(sum.words(), sum.at(0), 1e308, false);
            weighted.add(weighted.words(), weighted.at(0), 1, false, 1e308, false);
        }
        assertThat(value(sum)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(weighted.value(weighted.words(), weighted.at(0)))
                .isEqualTo(Double.POSITIVE_INFINITY);
        sum.add(sum.words(), sum.at(0), 5, false);
        sum.remove(sum.words(), sum.at(0), 1e308, false);
        assertThat(value(sum)).isEqualTo(Double.POSITIVE_INFINITY);
        sum.remove(sum.words(), sum.at(0), 1e308, false);
        sum.remove(sum.words(), sum.at(0), 5, false);
        sum.add(sum.words(), sum.at(0), -7, false);
        assertThat(value(sum)).isEqualTo(-7);
    }

    @Test
    void infinitiesAndValuesThatAreNoNumbersLeaveAgain() {
        sum.open(0);
        weighted.open(0);
        double[] unusual = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN};
        sum.add(sum.words(), sum.at(0), 2.5, false);
        weighted.add(weighted.words(), weighted.at(0), 3, false, 2.5, false);
        for (double v : unusual) {
            sum.add(sum.words(), sum.at(0), v, false);
            weighted.add(weighted.words(), weighted.at(0), 1, false, v, false);
            assertThat(
                            Double.isFinite(value(sum))
                                    || Double.isFinite(
                                            weighted.value(weighted.words(), weighted.at(0))))
                    .isFalse();
        }
        for (double v : unusual) {
            sum.remove(sum.words(), sum.at(0), v, false);
            weighted.remove(weighted.words(), weighted.at(0), 1, false, v, false);
        }
        assertThat(value(sum)).isEqualTo(2.5);
        assertThat(weighted.value(weighted.words(), weighted.at(0))).isEqualTo(2.5);
    }

    @Test
    void aRestoreInBetweenChangesNoBitOfWhatFollows() throws IOException {
        Accumulator[] all = {sum, mean, deviation, weighted};
        for (Accumulator a : all) {
            a.open(0);
        }
        for (int k = 0; k < KEPT; k++) {
            add(k);
        }
        WearTest again = new WearTest();
        restore(sum, again.sum);
        restore(mean, again.mean);
        restore(deviation, again.deviation);
        restore(weighted, again.weighted);
        for (int step = 0; step < 20_000; step++) {
            int k = random.nextInt(KEPT);
            again.values[k] = values[k];
            again.weights[k] = weights[k];
            again.remove(k);
            remove(k);
            add(k);
            again.add(values[k], weights[k]);
            assertSameBits(value(again.sum), value(sum));
            assertSameBits(value(again.mean), value(mean));
            assertSameBits(
                    again.deviation.value(again.deviation.words(), again.deviation.at(0)),
                    deviation.value(deviation.words(), deviation.at(0)));
            assertSameBits(
                    again.weighted.value(again.weighted.words(), again.weighted.at(0)),
                    weighted.value(weighted.words(), weighted.at(0)));
        }
    }

    private static double value(DoubleSum s) {
        return s.value(s.words(), s.at(0));
    }

    private static void assertSameBits(double actual, double expected) {
        assertThat(Double.doubleToRawLongBits(actual))
                .isEqualTo(Double.doubleToRawLongBits(expected));
    }

    private static void restore(Accumulator from, Accumulator to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        from.save(new DataOutputStream(bytes), 1);
        to.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 1);
    }

    @Test
    void equalValuesHaveNoDeviationAfterADistantOneHasLeft() {
        deviation.open(0);
        deviation.add(deviation.words(), deviation.at(0), -7.25e9, false);
        for (int k = 0; k < 10; k++) {
            deviation.add(deviation.words(), deviation.at(0), 0.1, false);
        }
        deviation.remove(deviation.words(), deviation.at(0), -7.25e9, false);
        assertThat(deviation.value(deviation.words(), deviation.at(0))).isLessThan(1e-12);
    }

    @Test
    void infinitiesAndNansLeaveNoTrace() {
        deviation.open(0);
        sum.open(0);
        double[] unusual = {1e200, Double.POSITIVE_INFINITY, Double.NaN, -1e200};
        double[] usual = {1, 2, 4};
        for (double v : usual) {
            deviation.add(deviation.words(), deviation.at(0), v, false);
            sum.add(sum.words(), sum.at(0), v, false);
        }
        for (double v : unusual) {
            deviation.add(deviation.words(), deviation.at(0), v, false);
            sum.add(sum.words(), sum.at(0), v, false);
        }
        assertThat(deviation.value(deviation.words(), deviation.at(0))).isNaN();
        assertThat(value(sum)).isNaN();
        for (double v : unusual) {
            deviation.remove(deviation.words(), deviation.at(0), v, false);
            sum.remove(sum.words(), sum.at(0), v, false);
        }
        assertThat(value(sum)).isEqualTo(7.0);
        assertThat(deviation.value(deviation.words(), deviation.at(0)))
                .isEqualTo(Math.sqrt(7.0 / 3));
    }
}
