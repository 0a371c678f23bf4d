package dev.lockstep.wire.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextCopyTest {
    private static final byte[] ALPHABET = {'a', 'b', 0, -1, -128, ',', '"', '\n', '\r', '\\', ';'};

    private static boolean mayStandBare(byte[] b, int from, int length, byte delimiter) {
        for (int i = from; i < from + length; i++) {
            if (b[i] == delimiter || b[i] == '"' || b[i] == '\n' || b[i] == '\r') {
                return false;
            }
        }
        return length == 0 || b[from + length - 1] != '\\';
    }

    @Test
    void textIsCopiedAndJudgedAsByteByByte() {
        Random random = new Random(41);
        for (int i = 0; i < 400_000; i++) {
            byte delimiter = i % 3 == 0 ? (byte) ';' : (byte) ',';
            int from = random.nextInt(9);
            int length = random.nextInt(30);
            byte[] source = new byte[from + length + (i % 2 == 0 ? 0 : random.nextInt(12))];
            // seldom special, so that many texts are not
            for (int k = 0; k < source.length; k++) {
                boolean isRare = random.nextInt(20) == 0;
                source[k] = ALPHABET[random.nextInt(isRare ? ALPHABET.length : 5)];
            }
            byte[] target = new byte[from + length + 8];
            boolean isBare = new TextCopy(delimiter).copy(source, from, length, target, from);
            byte[] wanted = Arrays.copyOfRange(source, from, from + length);
            byte[] got = Arrays.copyOfRange(target, from, from + length);
            boolean isBareByByte = mayStandBare(source, from, length, delimiter);
            if (isBare != isBareByByte || !Arrays.equals(got, wanted)) {
                assertThat(got).isEqualTo(wanted);
                assertThat(isBare).as(Arrays.toString(wanted)).isEqualTo(isBareByByte);
            }
        }
    }
}
