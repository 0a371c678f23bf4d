package dev.lockstep.wire.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.StringPool;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Short values are hashed, compared and copied as words: what stands around them must not count.
 */
class DictionaryWordsTest {
    private static byte[] value(Random random) {
        byte[] value = new byte[random.nextInt(26)];
        for (int i = 0; i < value.length; i++) {
            // few different bytes, so that values often differ in one of them only
            value[i] = (byte) (random.nextInt(24) == 0 ? random.nextInt(3) - 1 : 'a');
        }
        return value;
    }

    @Test
    void aValueHasOneCodeAndOneHashWhateverStandsAroundIt() {
        Random random = new Random(61);
        StringPool pool = new StringPool();
        Map<ByteBuffer, Integer> codes = new HashMap<>();
        for (int i = 0; i < 300_000; i++) {
            byte[] value = value(random);
            int before = random.nextInt(20);
            byte[] around = new byte[before + value.length + (i % 3 == 0 ? 0 : random.nextInt(20))];
            random.nextBytes(around);
            System.arraycopy(value, 0, around, before, value.length);
            int code = pool.intern(around, before, value.length);
            Integer known = codes.putIfAbsent(ByteBuffer.wrap(value), code);
            if (known != null && known != code) {
                assertThat(code).as(Arrays.toString(value)).isEqualTo(known);
            }
            if (known == null || i % 100 == 0) {
                assertThat(pool.bytes(code)).isEqualTo(value);
                assertThat(StringPool.hash(around, before, value.length))
                        .isEqualTo(StringPool.hash(value, 0, value.length));
            }
        }
        assertThat(pool.size()).isEqualTo(codes.size());
        assertThat(codes).hasSizeGreaterThan(1000);
    }

    @Test
    void valuesOfOneHashAreToldApart() {
        for (int length : new int[] {6, 7, 8, 9, 12, 15, 16, 17, 23}) {
            Random random = new Random(length);
            StringPool pool = new StringPool();
            Map<Integer, byte[]> byHash = new HashMap<>();
            int pairs = 0;
            byte[] value = "abcdefgh".repeat(5).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 250_000; i++) {
                for (int k = Math.max(0, length - 5); k < length; k++) {
                    value[k] = (byte) random.nextInt();
                }
                byte[] other = byHash.put(StringPool.hash(value, 0, length), value.clone());
                if (other != null && !Arrays.equals(other, 0, length, value, 0, length)) {
                    pairs++;
                    assertThat(pool.intern(other, 0, length))
                            .as("length %d", length)
                            .isNotEqualTo(pool.intern(value, 0, length));
                }
            }
            assertThat(pairs).as("length %d", length).isPositive();
        }
    }

    @Test
    void anArenaKeepsEveryValueAndForgetsWhatItIsToldTo() {
        Random random = new Random(62);
        for (int round = 0; round < 2_000; round++) {
            ByteArena arena = new ByteArena(random.nextInt(40));
            byte[] source = new byte[40];
            random.nextBytes(source);
            long[] spans = new long[30];
            int[] from = new int[spans.length];
            for (int i = 0; i < spans.length; i++) {
                from[i] = random.nextInt(source.length);
                int length = random.nextInt(source.length - from[i] + 1);
                arena.append(source, random.nextInt(source.length), 0);
                int before = arena.size();
                arena.append(source, 0, random.nextInt(source.length));
                arena.truncate(before);
                spans[i] = arena.append(source, from[i], length);
                assertThat(ByteArena.offset(spans[i])).isEqualTo(before);
                assertThat(ByteArena.length(spans[i])).isEqualTo(length);
            }
            for (int i = 0; i < spans.length; i++) {
                int at = ByteArena.offset(spans[i]);
                int length = ByteArena.length(spans[i]);
                assertThat(Arrays.copyOfRange(arena.bytes(), at, at + length))
                        .isEqualTo(Arrays.copyOfRange(source, from[i], from[i] + length));
            }
        }
    }
}
