package dev.lockstep.wire.number;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.wire.bytes.ByteSink;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DoubleTextTest {
    private final DoubleParser parser = new DoubleParser();
    private final ByteSink sink = new ByteSink(64);

    private String print(double x, int decimals) {
        sink.clear();
        new DoubleFormatter(decimals).format(x, sink);
        return sink.text();
    }

    private double parse(String text) {
        byte[] b = ("x" + text + ",9").getBytes(StandardCharsets.UTF_8);
        return parser.parse(b, 1, 1 + text.length());
    }

    /** What C prints, by exact decimal arithmetic. */
    private static String expected(double x, int decimals) {
        double magnitude = Math.abs(x);
        String sign = Double.doubleToRawLongBits(x) < 0 ? "-" : "";
        if (magnitude < 1e9) {
            return sign
                    + new BigDecimal(magnitude)
                            .setScale(decimals, RoundingMode.HALF_EVEN)
                            .toPlainString();
        }
        int kept = Math.max(1, decimals);
        BigDecimal r =
                new BigDecimal(magnitude).round(new MathContext(kept, RoundingMode.HALF_EVEN));
        int exponent = r.precision() - r.scale() - 1;
        String digits = r.movePointLeft(exponent).setScale(kept - 1).toPlainString();
        return sign + digits + "e+" + (exponent < 10 ? "0" : "") + exponent;
    }

    @Test
    void printsAsTheOriginalDoes() {
        assertThat(print(48.259, 6)).isEqualTo("48.259000");
        assertThat(print(466944, 6)).isEqualTo("466944.000000");
        assertThat(print(5.716290e9, 6)).isEqualTo("5.71629e+09");
        assertThat(print(1777720000.0, 6)).isEqualTo("1.77772e+09");
        assertThat(print(999999999.9999999, 6)).isEqualTo("1000000000.000000");
        assertThat(print(1e9, 6)).isEqualTo("1.00000e+09");
        assertThat(print(9999999.5e9, 6)).isEqualTo("1.00000e+16");
        assertThat(print(1e300, 6)).isEqualTo("1.00000e+300");
        assertThat(print(-0.0, 6)).isEqualTo("-0.000000");
        assertThat(print(Double.MIN_VALUE, 6)).isEqualTo("0.000000");
        assertThat(print(Double.NaN, 6)).isEqualTo("nan");
        assertThat(print(Double.POSITIVE_INFINITY, 6)).isEqualTo("inf");
        assertThat(print(Double.NEGATIVE_INFINITY, 6)).isEqualTo("-inf");
    }

    @Test
    void tiesGoToTheEvenDigit() {
        assertThat(print(0.5, 0)).isEqualTo("0");
        assertThat(print(1.5, 0)).isEqualTo("2");
        assertThat(print(2.5, 0)).isEqualTo("2");
        assertThat(print(0.125, 2)).isEqualTo("0.12");
        assertThat(print(0.375, 2)).isEqualTo("0.38");
        // 2^-7 = 0.0078125 is a tie at six decimals, as is three times it
        assertThat(print(0x1p-7, 6)).isEqualTo("0.007812");
        assertThat(print(0x3p-7, 6)).isEqualTo("0.023438");
        assertThat(print(1234567 + 0x1p-7, 6)).isEqualTo("1234567.007812");
    }

    @Test
    void printsLikeExactArithmeticForMillionsOfValues() {
        Random random = new Random(20);
        DoubleFormatter six = new DoubleFormatter(6);
        for (int i = 0; i < 1_500_000; i++) {
            double x =
                    switch (i % 6) {
                        case 0 -> Double.longBitsToDouble(random.nextLong());
                        case 1 -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(22));
                        case 2 -> random.nextInt(1 << 30) * Math.pow(2, -random.nextInt(40));
                        case 3 -> random.nextInt() / 1e6 + (random.nextBoolean() ? 5e-7 : 0);
                        case 4 -> Double.longBitsToDouble(random.nextLong() >>> 12);
                        default -> random.nextDouble() * 1e-5;
                    };
            if (!Double.isFinite(x)) {
                continue;
            }
            sink.clear();
            six.format(x, sink);
            String text = sink.text();
            if (i % 6 != 4 || i % 64 == 4) {
                String wanted = expected(x, 6);
                if (!text.equals(wanted)) {
                    assertThat(text).as(Double.toHexString(x)).isEqualTo(wanted);
                }
            }
        }
    }

    @Test
    void otherNumbersOfDecimalsAreExactToo() {
        Random random = new Random(21);
        for (int i = 0; i < 200_000; i++) {
            double x = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(26) - 8);
            int decimals = i % (DoubleFormatter.MAX_DECIMALS + 1);
            assertThat(print(x, decimals)).isEqualTo(expected(x, decimals));
        }
    }

    @Test
    void readsTheNearestDouble() {
        Random random = new Random(22);
        for (int i = 0; i < 1_500_000; i++) {
            String text =
                    switch (i % 5) {
                        case 0 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
                        case 1 -> random.nextInt(1_000_000) + "." + random.nextInt(1_000_000);
                        case 2 -> random.nextLong() + "e" + (random.nextInt(700) - 350);
                        case 3 -> "0." + Math.abs(random.nextLong()) + Math.abs(random.nextLong());
                        default -> random.nextLong() + "." + Math.abs(random.nextLong());
                    };
            double wanted = Double.parseDouble(text);
            double got = parse(text);
            if (Double.doubleToLongBits(wanted) != Double.doubleToLongBits(got)) {
                assertThat(got).as(text).isEqualTo(wanted);
            }
            assertThat(parser.isNumber() || text.equals("NaN")).isTrue();
        }
    }

    @Test
    void readsExactTiesAndTheirNeighbours() {
        Random random = new Random(23);
        for (int i = 0; i < 60_000; i++) {
            double x = Double.longBitsToDouble(random.nextLong() & Long.MAX_VALUE);
            if (!Double.isFinite(x) || x == Double.MAX_VALUE) {
                continue;
            }
            BigDecimal middle =
                    new BigDecimal(x).add(new BigDecimal(Math.nextUp(x))).divide(BigDecimal.TWO);
            String text = middle.toString();
            assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
            String above = middle + "0".repeat(0);
            String more =
                    above.contains("E")
                            ? above.replace("E", (above.contains(".") ? "" : ".") + "1E")
                            : above + (above.contains(".") ? "" : ".") + "1";
            assertThat(parse(more)).as(more).isEqualTo(Double.parseDouble(more));
        }
    }

    @Test
    void readsWordsAndRefusesWhatIsNoNumber() {
        assertThat(parse("NaN")).isNaN();
        assertThat(parse("-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(parse("+1.")).isEqualTo(1);
        assertThat(parse("-.5e1")).isEqualTo(-5);
        assertThat(1 / parse("-0")).isEqualTo(Double.NEGATIVE_INFINITY);
        for (String bad :
                new String[] {"", ".", "-", "1e", "1e+", "1.2.3", "0x10", "1d", "1 2", "e5"}) {
            parse(bad);
            assertThat(parser.isNumber()).as(bad).isFalse();
        }
    }
}
