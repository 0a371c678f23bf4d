package dev.lockstep.wire.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {
    private final byte[] bytes = new byte[Digits.DECIMAL_BYTES + 2];

    private void check(long value) {
        Arrays.fill(bytes, (byte) '#');
        int end = Digits.decimal(value, bytes, 1);
        String text = new String(bytes, 1, end - 1, StandardCharsets.US_ASCII);
        if (!text.equals(Long.toString(value))
                || bytes[0] != '#'
                || bytes[bytes.length - 1] != '#') {
            assertThat(new String(bytes, StandardCharsets.US_ASCII))
                    .as("%d with nothing touched beyond the room it may have", value)
                    .isEqualTo(Long.toString(value));
        }
    }

    @Test
    void everyPowerOfTenAndItsNeighboursPrint() {
        for (long power = 1; ; power *= 10) {
            for (long near = -2; near <= 2; near++) {
                check(power + near);
                check(-power + near);
            }
            if (power == 1_000_000_000_000_000_000L) {
                break;
            }
        }
        check(0);
        check(Long.MAX_VALUE);
        check(Long.MIN_VALUE);
        check(Long.MIN_VALUE + 1);
    }

    @Test
    void numbersOfEveryLengthPrint() {
        Random random = new Random(31);
        for (int i = 0; i < 2_000_000; i++) {
            check(random.nextLong() >> random.nextInt(64));
        }
        for (int i = -100_000; i < 100_000; i++) {
            check(i);
        }
    }

    @Test
    void threeDigitsArePaddedOrPointed() {
        for (int v = 0; v < 1000; v++) {
            Digits.three(v, bytes, 0);
            assertThat(new String(bytes, 0, 3, StandardCharsets.US_ASCII))
                    .isEqualTo((v < 10 ? "00" : v < 100 ? "0" : "") + v);
            int end = Digits.pointed(v, bytes, 0);
            assertThat(new String(bytes, 0, end, StandardCharsets.US_ASCII)).isEqualTo(v + ".");
        }
    }
}
