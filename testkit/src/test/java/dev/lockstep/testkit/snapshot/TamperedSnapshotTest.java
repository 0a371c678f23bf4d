package dev.lockstep.testkit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.testkit.scenario.Scenario;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Small snapshots, damaged in every way that is likely, their checksums right or not. */
class TamperedSnapshotTest {
    /** A trace of each kind of window and stage that has a state of its own. */
    private static final List<String> KINDS =
            List.of(
                    "a partial update leaves empty fields alone",
                    "retention tracking shows the retention's share apart",
                    "first, last and lag go by the order in which members were added",
                    "an inner join shows matches only",
                    "a count interval shows counts at heartbeats and the rest at the end",
                    "a pulse lets one event a key go in each interval",
                    "a summary with a length goes by the latest inserts");

    /** Wrong numbers tried in each trace's snapshot; all of them would take many minutes. */
    private static final int TRIED = 100;

    private static Stream<DynamicTest> each(
            Stream<Scenario> scenarios, Consumer<SnapshotTarget> test) {
        return scenarios.map(
                s ->
                        DynamicTest.dynamicTest(
                                s.name(),
                                () -> test.accept(new SnapshotTarget(s.project(), s.input()))));
    }

    private static Stream<Scenario> oneOfEachKind() {
        return SnapshotScenarios.all().stream().filter(s -> KINDS.contains(s.name()));
    }

    @TestFactory
    Stream<DynamicTest> aSnapshotThatEndsTooEarlyIsRefused() {
        return each(
                oneOfEachKind(),
                target -> {
                    byte[] whole = target.snapshot();
                    for (int length = 0; length < whole.length; length++) {
                        assertThat(target.accepts(Arrays.copyOf(whole, length)))
                                .as("%d of %d bytes", length, whole.length)
                                .isFalse();
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> aFlippedBitIsNoticed() {
        return each(
                oneOfEachKind(),
                target -> {
                    byte[] bytes = target.snapshot();
                    for (int at = 0; at < bytes.length; at++) {
                        bytes[at] ^= (byte) (1 << at % 8);
                        assertThat(target.accepts(bytes)).as("byte %d", at).isFalse();
                        bytes[at] ^= (byte) (1 << at % 8);
                    }
                });
    }

    @TestFactory
    Stream<DynamicTest> aWrongNumberIsRefusedOrDoesNoHarm() {
        return each(
                SnapshotScenarios.all().stream(),
                target -> {
                    OpenedSnapshot opened = OpenedSnapshot.of(target.snapshot());
                    int all = opened.sections().stream().mapToInt(s -> s.payload().length).sum();
                    int stride = Math.max(1, all * WRONG.length / TRIED) | 1;
                    int turn = 0;
                    int tried = 0;
                    for (int s = 0; s < opened.sections().size(); s++) {
                        byte[] good = opened.sections().get(s).payload();
                        for (int n = 0; n < good.length * WRONG.length; n++) {
                            if (turn++ % stride == 0) {
                                opened.replace(s, wrong(good, n / WRONG.length, n % WRONG.length));
                                target.accepts(opened.bytes());
                                tried++;
                            }
                        }
                        opened.replace(s, good);
                    }
                    assertThat(tried).isGreaterThan(TRIED / 2);
                });
    }

    private static final int[] WRONG = {
        0, 1, 2, 127, 128, 255, -1, 256, 1 << 16, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 30
    };

    /** The numbers of a byte go into one, the others into four. */
    private static byte[] wrong(byte[] good, int at, int k) {
        byte[] other = good.clone();
        if (k < 6 || good.length - at < 4) {
            other[at] = (byte) WRONG[k];
        } else {
            ByteBuffer.wrap(other).putInt(at, WRONG[k]);
        }
        return other;
    }

    /** All wrong numbers of a section, for a search by hand. */
    static List<byte[]> wrong(byte[] good, int at) {
        List<byte[]> all = new ArrayList<>();
        for (int k = 0; k < WRONG.length; k++) {
            all.add(wrong(good, at, k));
        }
        return all;
    }
}
