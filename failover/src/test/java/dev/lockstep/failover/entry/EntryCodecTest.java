package dev.lockstep.failover.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntryCodecTest {
    private static final TreeMap<String, String> IDENTITY =
            new TreeMap<>(Map.of("model", "m", "settings", "s"));
    private static final List<Entry.Input> INPUTS =
            List.of(
                    new Entry.Input("q/a", "one", new UUID(1, 2), 0, 5),
                    new Entry.Input("q/b", "other", new UUID(-3, 4), 7, 1L << 40));

    private static Stream<Entry.Body> bodies() {
        return Stream.of(
                new Entry.Reign("a", "silence"),
                new Entry.Start(-9, IDENTITY, INPUTS),
                new Entry.Range(1, 5, 9, 3, -1),
                new Entry.Tick(),
                new Entry.Abdication("b"),
                new Entry.End(),
                new Entry.ModelChange(IDENTITY, INPUTS),
                new Entry.ModelChange(new TreeMap<>(), List.of()));
    }

    private static byte[] written(Entry.Body body) {
        return EntryCodec.write(new Entry(1L << 33, 4, -5, body));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anEntryIsReadAsItWasWritten(Entry.Body body) {
        assertThat(EntryCodec.read(written(body))).isEqualTo(new Entry(1L << 33, 4, -5, body));
    }

    /** Records compare arrays by what they are, not by what they hold. */
    @Test
    void anEntryThatHoldsAnArrayIsReadAsItWasWritten() {
        Entry digest = EntryCodec.read(written(new Entry.Digest(new long[] {1, -2})));
        assertThat(((Entry.Digest) digest.body()).digests()).containsExactly(1, -2);
        Entry payload =
                EntryCodec.read(written(new Entry.Payload("q/a", "c", 7, new byte[] {8, 9})));
        assertThat(payload.body())
                .usingRecursiveComparison()
                .isEqualTo(new Entry.Payload("q/a", "c", 7, new byte[] {8, 9}));
    }

    @Test
    void aChangeIsNotTakenForAStart() {
        assertThat(written(new Entry.ModelChange(IDENTITY, INPUTS))[1])
                .isNotEqualTo(written(new Entry.Start(0, IDENTITY, INPUTS))[1]);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anEntryIsRefusedWhicheverBitOfItIsFlipped(Entry.Body body) {
        byte[] right = written(body);
        for (int bit = 0; bit < right.length * Byte.SIZE; bit++) {
            byte[] damaged = right.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            // the first byte says how the rest is to be read
            String code = bit < Byte.SIZE ? "LS-7002" : "LS-7001";
            assertThatThrownBy(() -> EntryCodec.read(damaged))
                    .as("bit %d", bit)
                    .hasMessageContaining(code);
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anEntryIsRefusedThatWasCutOffAnywhereThoughItsChecksumIsRight(Entry.Body body) {
        byte[] right = written(body);
        for (int length = 0; length < right.length - EntryCodec.SUM; length++) {
            byte[] cut = summed(Arrays.copyOf(right, length));
            assertThatThrownBy(() -> EntryCodec.read(cut))
                    .as("length %d", length)
                    .hasMessageContaining("LS-7001");
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void anEntryIsRefusedBehindWhichThereIsMore(Entry.Body body) {
        byte[] right = written(body);
        byte[] longer = summed(Arrays.copyOf(right, right.length - EntryCodec.SUM + 1));
        assertThatThrownBy(() -> EntryCodec.read(longer)).hasMessageContaining("LS-7001");
    }

    @Test
    void aChangeOfMoreNamesOrInputsThanItHasBytesForIsRefused() {
        byte[] right = written(new Entry.ModelChange(new TreeMap<>(), List.of()));
        for (int at : List.of(EntryCodec.HEAD, EntryCodec.HEAD + Integer.BYTES)) {
            for (int count : List.of(-1, 1, Integer.MAX_VALUE)) {
                byte[] content = Arrays.copyOf(right, right.length - EntryCodec.SUM);
                ByteBuffer.wrap(content).putInt(at, count);
                assertThatThrownBy(() -> EntryCodec.read(summed(content)))
                        .as("%d at %d", count, at)
                        .hasMessageContaining("LS-7001");
            }
        }
    }

    @Test
    void aKindThatIsNotKnownIsRefused() {
        byte[] right = written(new Entry.Tick());
        byte[] content = Arrays.copyOf(right, right.length - EntryCodec.SUM);
        content[1] = 10;
        assertThatThrownBy(() -> EntryCodec.read(summed(content)))
                .hasMessageContaining("LS-7001")
                .hasMessageContaining("there is no kind 10");
    }

    /** With the checksum that it would have had. */
    private static byte[] summed(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, 0, content.length);
        byte[] all = Arrays.copyOf(content, content.length + EntryCodec.SUM);
        return ByteBuffer.wrap(all).putInt(content.length, (int) crc.getValue()).array();
    }
}
