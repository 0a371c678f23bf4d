package dev.lockstep.testkit.snapshot;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.testkit.scenario.Scenario;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Any bytes are restored or refused with a code of snapshots. Blind changes end at the checksums,
 * so both targets see to it that these agree and the loaders behind them are reached.
 */
class SnapshotFuzzTest {
    private static final List<Scenario> SCENARIOS = SnapshotScenarios.fuzzed();
    private static final Map<Integer, SnapshotTarget> TARGETS = new LinkedHashMap<>();

    /** Where the first section's payload begins, which is the digest of the project. */
    private static final int PROJECT = 12 + 2 + "engine".length() + 4 + 8;

    private static final int PROJECT_END = PROJECT + 2 + 32;

    private static SnapshotTarget target(byte choice) {
        return TARGETS.computeIfAbsent(
                (choice & 0xFF) % SCENARIOS.size(),
                k -> new SnapshotTarget(SCENARIOS.get(k).project(), SCENARIOS.get(k).input()));
    }

    /** The first byte chooses the project, the others are the snapshot. */
    @FuzzTest(maxDuration = "20s")
    void anyBytesAreRestoredOrRefused(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        SnapshotTarget target = target(bytes[0]);
        byte[] snapshot = Arrays.copyOfRange(bytes, 1, bytes.length);
        // so that the corpus outlives a change of what names the project
        if (snapshot.length >= PROJECT_END) {
            byte[] own = target.snapshot();
            System.arraycopy(own, PROJECT, snapshot, PROJECT, PROJECT_END - PROJECT);
        }
        target.accepts(snapshot);
        target.accepts(OpenedSnapshot.repaired(snapshot));
        target.acceptsInPart(OpenedSnapshot.repaired(snapshot));
    }

    /**
     * The first byte chooses the project, the second a section of a snapshot of it; the others are
     * changes of its bytes: two for the place, one for what is done, one or eight for the new ones.
     */
    @FuzzTest(maxDuration = "20s")
    void anyChangeOfAWindowsBytesIsRestoredOrRefused(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        SnapshotTarget target = target(bytes[0]);
        OpenedSnapshot opened = OpenedSnapshot.of(target.snapshot());
        int section = (bytes[1] & 0xFF) % opened.sections().size();
        byte[] payload = opened.sections().get(section).payload();
        ByteBuffer changes = ByteBuffer.wrap(bytes, 2, bytes.length - 2);
        while (changes.remaining() >= 4 && payload.length > 0) {
            payload = changed(payload, changes);
        }
        opened.replace(section, payload);
        target.accepts(opened.bytes());
        target.acceptsInPart(opened.bytes());
    }

    private static byte[] changed(byte[] payload, ByteBuffer changes) {
        int at = (changes.getShort() & 0xFFFF) % payload.length;
        byte what = changes.get();
        byte value = changes.get();
        ByteBuffer out = ByteBuffer.wrap(payload);
        switch (what & 7) {
            case 0 -> payload[at] = value;
            case 1 -> payload[at] ^= (byte) (1 << (value & 7));
            case 2 -> {
                if (payload.length - at >= 4) {
                    out.putInt(at, value);
                }
            }
            case 3 -> {
                if (payload.length - at >= 8) {
                    out.putLong(at, value);
                }
            }
            case 4 -> {
                if (payload.length - at >= 4) {
                    out.putInt(at, value < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE - value);
                }
            }
            case 5 -> {
                return Arrays.copyOf(payload, at);
            }
            case 6 -> {
                int length = Math.min(value & 0xFF, payload.length - at);
                return concat(
                        Arrays.copyOf(payload, at),
                        Arrays.copyOfRange(payload, at + length, payload.length));
            }
            default -> {
                byte[] zeros = new byte[value & 0xFF];
                return concat(
                        concat(Arrays.copyOf(payload, at), zeros),
                        Arrays.copyOfRange(payload, at, payload.length));
            }
        }
        return payload;
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
