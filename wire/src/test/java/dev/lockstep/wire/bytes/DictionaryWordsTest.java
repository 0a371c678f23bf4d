package dev.lockstep.wire.bytes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.block.ByteArena;
import dev.lockstep.api.block.StringPool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
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
    void aValueThatWasForgottenGetsACodeOfItsOwnAgain() {
        Random random = new Random(63);
        StringPool pool = new StringPool();
        Map<ByteBuffer, Integer> codes = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            // at first few values that come often, later many of which hardly one comes again
            byte[] value = Integer.toString(random.nextInt(200 + i)).getBytes(UTF_8);
            byte[] around = Arrays.copyOf(value, value.length + 16);
            int code = pool.intern(around, 0, value.length);
            Integer known = codes.putIfAbsent(ByteBuffer.wrap(value), code);
            if (known != null && known != code || !Arrays.equals(pool.bytes(code), value)) {
                assertThat(code).as("value %d", i).isEqualTo(known);
                assertThat(pool.bytes(code)).as("value %d", i).isEqualTo(value);
            }
            if (i % 10_000 == 0) {
                pool.beginMark();
                codes.values().removeIf(c -> random.nextBoolean());
                codes.values().forEach(pool::mark);
                pool.sweep();
            }
        }
        // the empty value is always there
        assertThat(pool.size()).isEqualTo(codes.size() + 1);
    }

    @Test
    void aPoolThatIsReplacedByASavedOneKnowsTheSavedValuesOnly() throws IOException {
        byte[] values = "value-1 value-2                ".getBytes(UTF_8);
        StringPool saved = new StringPool();
        int second = saved.intern(values, 8, 7);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        saved.save(new DataOutputStream(bytes));
        StringPool pool = new StringPool();
        assertThat(pool.intern(values, 0, 7)).isEqualTo(second);

        pool.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(pool.intern(values, 0, 7)).isNotEqualTo(second);
        assertThat(pool.intern(values, 8, 7)).isEqualTo(second);
    }

    @Test
    void valuesOfOneHashAreToldApart() {
        for (int length : new int[] {6, 7, 8, 9, 12, 15, 16, 17, 23}) {
            Random random = new Random(length);
            StringPool pool = new StringPool();
            Map<Integer, byte[]> byHash = new HashMap<>();
            int pairs = 0;
            byte[] value = "abcdefgh".repeat(5).getBytes(UTF_8);
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
