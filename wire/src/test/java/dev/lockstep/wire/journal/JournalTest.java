package dev.lockstep.wire.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.wire.codec.RowCollector;
import dev.lockstep.wire.codec.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir Path folder;

    private static List<JournalEntry> entries() {
        EventBlock other = EventBlock.detached(RowCollector.schema("k*:string"));
        return List.of(
                new JournalEntry.Start(10, -5, "ab12", "ü"),
                new JournalEntry.Block(11, "q/w", Samples.block(1, 50)),
                new JournalEntry.Heartbeat(11),
                new JournalEntry.Block(12, "q/v", other),
                new JournalEntry.Block(12, "q/w", Samples.block(2, 3)),
                new JournalEntry.End(99));
    }

    private byte[] write(List<JournalEntry> entries) throws IOException {
        Path file = folder.resolve("journal");
        try (JournalWriter writer = new JournalWriter(file)) {
            for (JournalEntry e : entries) {
                writer.append(e);
            }
            writer.force();
        }
        return Files.readAllBytes(file);
    }

    private static String text(JournalEntry e) {
        return e instanceof JournalEntry.Block b
                ? b.timeMicros() + b.source() + b.block().schema() + Samples.text(b.block())
                : e.toString();
    }

    private static List<String> read(JournalReader reader) throws IOException {
        List<String> all = new ArrayList<>();
        for (JournalEntry e = reader.next(); e != null; e = reader.next()) {
            all.add(text(e));
        }
        return all;
    }

    private static JournalReader reader(byte[] bytes) throws IOException {
        return new JournalReader(new ByteArrayInputStream(bytes), "file");
    }

    @Test
    void entriesComeBackAsTheyWere() throws IOException {
        byte[] bytes = write(entries());
        JournalReader reader = reader(bytes);
        assertThat(read(reader)).isEqualTo(entries().stream().map(JournalTest::text).toList());
        assertThat(reader.isTruncated()).isFalse();
        assertThat(reader.position()).isEqualTo(bytes.length);
        assertThat(write(entries())).isEqualTo(bytes);
    }

    @Test
    void aTornEndIsToldAndWhatIsWholeIsRead() throws IOException {
        byte[] bytes = write(entries());
        List<String> all = read(reader(bytes));
        for (int length = 8; length < bytes.length; length++) {
            JournalReader reader = reader(Arrays.copyOf(bytes, length));
            List<String> some = read(reader);
            assertThat(all.subList(0, some.size())).isEqualTo(some);
            assertThat(some.size()).isLessThan(all.size());
            assertThat(reader.isTruncated()).isEqualTo(reader.position() != length);
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void damageIsNoticedAnywhere() throws IOException {
        byte[] good = write(entries().subList(0, 3));
        for (int i = 0; i < good.length; i++) {
            if (i == 6 || i == 7) {
                continue;
            }
            byte[] bad = good.clone();
            bad[i] ^= 1;
            boolean isNoticed;
            try {
                JournalReader reader = reader(bad);
                read(reader);
                // a length that grew looks like a torn end
                isNoticed = reader.isTruncated();
            } catch (LockstepException e) {
                isNoticed = true;
            }
            assertThat(isNoticed).as("byte %s", i).isTrue();
        }
    }

    @Test
    void orderIsKept() throws IOException {
        byte[] late = write(List.of(entries().get(0), new JournalEntry.Heartbeat(9)));
        assertThatThrownBy(() -> read(reader(late)))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("time goes back");
        byte[] headless = write(List.of(new JournalEntry.Heartbeat(9)));
        assertThatThrownBy(() -> read(reader(headless))).isInstanceOf(LockstepException.class);
    }

    @Test
    void anAttachedBlockIsRefused() throws IOException {
        try (JournalWriter writer = new JournalWriter(folder.resolve("a"))) {
            EventBlock attached = EventBlock.attached(Samples.SCHEMA);
            assertThatThrownBy(() -> writer.append(new JournalEntry.Block(1, "q/w", attached)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void otherFilesAreNoJournals() {
        assertThatThrownBy(
                        () ->
                                reader(
                                        "i,n,1,2,3\n"
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-4020");
    }
}
