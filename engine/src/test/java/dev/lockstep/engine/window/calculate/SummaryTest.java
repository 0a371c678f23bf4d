package dev.lockstep.engine.window.calculate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final MathContext EXACT = new MathContext(60);

    private static void observe(Summary s, @Nullable Double value) {
        s.observe(value == null ? 0 : value, value == null);
    }

    /** The statistics as bits, null ones as text. */
    private static List<String> bits(Summary s) {
        s.sumUp();
        List<String> all = new ArrayList<>();
        for (Statistic statistic : Statistic.values()) {
            all.add(
                    s.isNull(statistic)
                            ? "null"
                            : Long.toHexString(Double.doubleToRawLongBits(s.value(statistic))));
        }
        return all;
    }

    private static void agrees(Summary s, List<@Nullable Double> window) {
        s.sumUp();
        List<BigDecimal> there = new ArrayList<>();
        for (Double v : window) {
            if (v != null) {
                there.add(new BigDecimal(v));
            }
        }
        assertThat(s.value(Statistic.N)).isEqualTo(there.size());
        assertThat(s.value(Statistic.MISSING)).isEqualTo(window.size() - there.size());
        assertThat(s.isNull(Statistic.SUM)).isEqualTo(there.isEmpty());
        if (there.isEmpty()) {
            return;
        }
        BigDecimal n = BigDecimal.valueOf(there.size());
        BigDecimal sum = there.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal mean = sum.divide(n, EXACT);
        BigDecimal squares =
                there.stream().map(v -> v.multiply(v)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal css =
                there.stream()
                        .map(v -> v.subtract(mean).pow(2))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        close(s.value(Statistic.SUM), sum);
        close(s.value(Statistic.MEAN), mean);
        close(s.value(Statistic.SQUARES), squares);
        close(s.value(Statistic.CORRECTED_SQUARES), css);
        assertThat(s.value(Statistic.LEAST))
                .isEqualTo(there.stream().min(BigDecimal::compareTo).orElseThrow().doubleValue());
        assertThat(s.value(Statistic.GREATEST))
                .isEqualTo(there.stream().max(BigDecimal::compareTo).orElseThrow().doubleValue());
        assertThat(s.isNull(Statistic.VARIANCE)).isEqualTo(there.size() < 2);
        if (there.size() > 1) {
            double variance = css.divide(n.subtract(BigDecimal.ONE), EXACT).doubleValue();
            close(s.value(Statistic.VARIANCE), new BigDecimal(variance));
            close(s.value(Statistic.DEVIATION), new BigDecimal(Math.sqrt(variance)));
            close(
                    s.value(Statistic.STANDARD_ERROR),
                    new BigDecimal(Math.sqrt(variance / there.size())));
            assertThat(s.isNull(Statistic.VARIATION)).isEqualTo(mean.signum() == 0);
            if (mean.signum() != 0) {
                close(
                        s.value(Statistic.VARIATION),
                        new BigDecimal(100 * Math.sqrt(variance) / mean.doubleValue()));
            }
        }
    }

    private static void close(double actual, BigDecimal expected) {
        double wanted = expected.doubleValue();
        assertThat(actual).isCloseTo(wanted, within(Math.abs(wanted) * 1e-14));
    }

    @Test
    void itAgreesWithExactArithmeticWhateverTheLengthOfTheWindow() {
        for (int length : new int[] {0, 1, 2, 3, 7, 16, 17, 50}) {
            SplittableRandom random = new SplittableRandom(length);
            Summary s = new Summary(length);
            List<@Nullable Double> all = new ArrayList<>();
            for (int k = 0; k < 200; k++) {
                double v = (random.nextInt(2_000_000) - 1_000_000) / 7.0;
                all.add(random.nextInt(8) == 0 ? null : (Double) v);
                observe(s, all.get(k));
                int from = length == 0 ? 0 : Math.max(0, all.size() - length);
                agrees(s, all.subList(from, all.size()));
            }
        }
    }

    @Test
    void aSmallSpreadAroundAGreatMeanIsNotLost() {
        Summary s = new Summary(5);
        List<@Nullable Double> all = new ArrayList<>();
        for (int k = 0; k < 40; k++) {
            all.add(1e12 + k % 7 / 1024.0);
            observe(s, all.get(k));
            agrees(s, all.subList(Math.max(0, k - 4), k + 1));
        }
    }

    @Test
    void aGreatValueThatHasLeftTheWindowLeavesNoTrace() {
        Summary s = new Summary(3);
        Summary untouched = new Summary(3);
        for (double v : new double[] {1, 1e200, Double.POSITIVE_INFINITY, Double.NaN, 1e-9}) {
            s.observe(v, false);
        }
        s.sumUp();
        assertThat(s.value(Statistic.SUM)).isNaN();
        assertThat(s.value(Statistic.CORRECTED_SQUARES)).isNaN();
        for (double v : new double[] {0.25, 3.5, -2.125}) {
            s.observe(v, false);
            untouched.observe(v, false);
        }
        agrees(s, List.of(0.25, 3.5, -2.125));
        assertThat(s.value(Statistic.SUM)).isEqualTo(untouchedSum(untouched));
    }

    private static double untouchedSum(Summary s) {
        s.sumUp();
        return s.value(Statistic.SUM);
    }

    @Test
    void squaresThatOverflowAreInfiniteAndSoIsTheirSpread() {
        Summary s = new Summary(0);
        s.observe(1e200, false);
        s.observe(-1e200, false);
        s.sumUp();
        assertThat(s.value(Statistic.SUM)).isZero();
        assertThat(s.value(Statistic.SQUARES)).isInfinite();
        assertThat(s.value(Statistic.VARIANCE)).isInfinite();
    }

    @Test
    void oneValueHasNoVarianceAndAMeanOfZeroNoCoefficientOfVariation() {
        Summary s = new Summary(0);
        s.observe(4, false);
        s.sumUp();
        assertThat(s.isNull(Statistic.VARIANCE)).isTrue();
        assertThat(s.isNull(Statistic.DEVIATION)).isTrue();
        assertThat(s.value(Statistic.CORRECTED_SQUARES)).isZero();
        s.observe(-4, false);
        s.sumUp();
        assertThat(s.value(Statistic.VARIANCE)).isEqualTo(32);
        assertThat(s.isNull(Statistic.VARIATION)).isTrue();
    }

    @Test
    void aRestoredSummaryGoesOnBitByBit() throws IOException {
        for (int length : new int[] {0, 1, 4, 40}) {
            SplittableRandom random = new SplittableRandom(99);
            Summary s = new Summary(length);
            for (int k = 0; k < 120; k++) {
                s.observe(random.nextDouble() * 1e6, random.nextInt(6) == 0);
                Summary again = copy(s, length);
                assertThat(bits(again)).isEqualTo(bits(s));
                s = k % 3 == 0 ? again : s;
            }
        }
    }

    private static Summary copy(Summary s, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        s.save(new DataOutputStream(bytes));
        Summary again = new Summary(length);
        again.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return again;
    }

    @Test
    void anImpossibleStateIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(3);
        out.writeInt(2);
        out.writeInt(0);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Summary s = new Summary(5);
        assertThatThrownBy(() -> s.load(in)).hasMessageContaining("2 observations");
    }
}
