package dev.lockstep.wire.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumberScannerTest {
    private static final String BEHIND = ",\n;x/:\u00e4 \r";

    private final NumberScanner scanner = new NumberScanner();
    private final IntegerParser integers = new IntegerParser();
    private final DoubleParser doubles = new DoubleParser();

    /** The text between other bytes, with room for whole words behind it. */
    private static byte[] bytes(String text, Random random) {
        String behind = BEHIND.charAt(random.nextInt(BEHIND.length())) + "9".repeat(8);
        return ("3" + text + behind).getBytes(StandardCharsets.UTF_8);
    }

    private void checkInteger(String text, boolean isUsual, Random random) {
        byte[] b = bytes(text, random);
        int end = scanner.scanInteger(b, 1, b.length - 8);
        if (isUsual || end >= 0) {
            assertThat(end).as(text).isEqualTo(1 + text.length());
            long wanted = integers.parse(b, 1, end);
            assertThat(integers.isNumber() || text.isEmpty()).as(text).isTrue();
            assertThat(scanner.integer()).as(text).isEqualTo(wanted);
        }
    }

    private void checkReal(String text, boolean isUsual, Random random) {
        byte[] b = bytes(text, random);
        int end = scanner.scanReal(b, 1, b.length - 8);
        if (isUsual || end >= 0) {
            assertThat(end).as(text).isEqualTo(1 + text.length());
            double wanted = text.isEmpty() ? scanner.real() : doubles.parse(b, 1, end);
            assertThat(doubles.isNumber() || text.isEmpty()).as(text).isTrue();
            assertThat(Double.doubleToRawLongBits(scanner.real()))
                    .as(text)
                    .isEqualTo(Double.doubleToRawLongBits(wanted));
        }
    }

    @Test
    void integersOfUpTo18DigitsAreReadAsTheCarefulParserDoes() {
        Random random = new Random(51);
        for (int i = 0; i < 400_000; i++) {
            long v = random.nextLong() >> random.nextInt(64);
            String text = "0".repeat(random.nextInt(3) / 2 * random.nextInt(4)) + Math.abs(v);
            checkInteger((v < 0 ? "-" : "") + text, text.length() <= 18, random);
        }
    }

    @Test
    void realsOfUpTo18DigitsAreReadAsTheCarefulParserDoes() {
        Random random = new Random(52);
        for (int i = 0; i < 400_000; i++) {
            String digits = Long.toString(random.nextLong() >>> 1 + random.nextInt(62));
            int point = random.nextInt(digits.length() + 1);
            String text = digits.substring(0, point) + "." + digits.substring(point);
            checkReal((i % 2 == 0 ? "-" : "") + text, digits.length() <= 18, random);
            checkReal(digits, digits.length() <= 18, random);
        }
    }

    @Test
    void numbersThatDoNotFitAreLeftAlone() {
        Random random = new Random(55);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder digits = new StringBuilder("9");
            for (int n = 18 + random.nextInt(12); n > 0; n--) {
                digits.append(random.nextInt(10));
            }
            checkInteger(digits.toString(), false, random);
            checkReal(digits.insert(random.nextInt(19), '.').toString(), false, random);
        }
    }

    @Test
    void halvesBetweenTwoDoublesRoundToTheEvenOne() {
        Random random = new Random(53);
        for (int i = 0; i < 100_000; i++) {
            double x = (1L << 53) + 2L * random.nextInt(1 << 30);
            String text = new BigDecimal(x).add(BigDecimal.ONE).toPlainString();
            checkReal(text, true, random);
            checkReal(text + ".0", true, random);
        }
    }

    @Test
    void whatIsNoNumberIsLeftAlone() {
        Random random = new Random(54);
        for (int i = 0; i < 100; i++) {
            for (String text : new String[] {"-", "--1", "-x"}) {
                byte[] b = bytes(text, random);
                assertThat(scanner.scanInteger(b, 1, b.length - 8)).as(text).isEqualTo(-1);
                assertThat(scanner.scanReal(b, 1, b.length - 8)).as(text).isEqualTo(-1);
            }
            for (String text : new String[] {".", "-.", ".x"}) {
                byte[] b = bytes(text, random);
                assertThat(scanner.scanReal(b, 1, b.length - 8)).as(text).isEqualTo(-1);
            }
            for (String text : new String[] {"", "+1", "/", ":", "nan"}) {
                byte[] b = bytes(text, random);
                assertThat(scanner.scanInteger(b, 1, b.length - 8)).as(text).isEqualTo(1);
                assertThat(scanner.scanReal(b, 1, b.length - 8)).as(text).isEqualTo(1);
            }
        }
    }

    @Test
    void anUnfinishedNumberAtTheEndOfTheBytesIsUnusual() {
        byte[] b = "12345678".getBytes(StandardCharsets.US_ASCII);
        assertThat(scanner.scanInteger(b, 0, 0)).isEqualTo(NumberScanner.UNUSUAL);
        assertThat(scanner.scanReal(b, 0, 0)).isEqualTo(NumberScanner.UNUSUAL);
        assertThat(scanner.scanReal(b, 1, 0)).isEqualTo(NumberScanner.UNUSUAL);
    }
}
