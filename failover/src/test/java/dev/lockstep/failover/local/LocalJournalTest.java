package dev.lockstep.failover.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.JournalRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LocalJournalTest {
    @TempDir Path folder;

    private void write(int from, int to) throws IOException {
        try (LocalJournal journal = LocalJournal.open(folder)) {
            for (int k = from; k < to; k++) {
                journal.append(List.of(record(k)));
            }
        }
    }

    private static byte[] record(int number) {
        byte[] bytes = new byte[1 + number * 37 % 200];
        java.util.Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    private List<byte[]> read() throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (LocalJournal journal = LocalJournal.open(folder);
                Segment.Reading in = journal.reading(0)) {
            while (in.next() < journal.end()) {
                all.add(in.read());
            }
        }
        return all;
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".journal")).findFirst().orElseThrow();
        }
    }

    @Test
    void whatWasAppendedIsThereAgain() throws IOException {
        write(0, 10);
        write(10, 20);

        List<byte[]> all = read();

        assertThat(all).hasSize(20);
        for (int k = 0; k < 20; k++) {
            assertThat(all.get(k)).isEqualTo(record(k));
        }
    }

    @Test
    void whereverTheLastRecordIsTornEverythingBeforeItStays() throws IOException {
        write(0, 5);
        byte[] whole = Files.readAllBytes(file());
        write(5, 6);
        byte[] longer = Files.readAllBytes(file());
        for (int length = whole.length; length < longer.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(longer, length));

            assertThat(read()).as("%d bytes", length).hasSize(5);

            assertThat(Files.size(file())).isEqualTo(whole.length);
        }
    }

    @Test
    void aTornRecordIsFollowedByTheNextOneWithItsNumber() throws IOException {
        write(0, 5);
        try (RandomAccessFile f = new RandomAccessFile(file().toFile(), "rw")) {
            f.setLength(f.length() - 1);
        }
        write(7, 8);

        List<byte[]> all = read();

        assertThat(all).hasSize(5);
        assertThat(all.get(4)).isEqualTo(record(7));
    }

    @Test
    void everyDamagedByteBeforeTheLastRecordIsRefused() throws IOException {
        write(0, 3);
        long end = Files.size(file());
        write(3, 4);
        byte[] whole = Files.readAllBytes(file());
        for (int at = 0; at < end; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file(), damaged);

            assertThatThrownBy(this::read)
                    .as("byte %d", at)
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-7082");

            Files.write(file(), whole);
        }
    }

    @Test
    void aSecondHolderIsRefused() throws IOException {
        try (LocalJournal first = LocalJournal.open(folder)) {
            assertThat(first.end()).isZero();
            assertThatThrownBy(() -> LocalJournal.open(folder)).hasMessageContaining("LS-7081");
        }
        assertThat(read()).isEmpty();
    }

    @Test
    void oldFilesGoOnceNothingOfThemIsNeeded() throws IOException {
        try (LocalJournal journal = LocalJournal.open(folder)) {
            byte[] large = new byte[1 << 20];
            for (int k = 0; k < 70; k++) {
                journal.append(List.of(large));
            }
            assertThat(journal.start()).isZero();
            long second;
            try (Stream<Path> files = Files.list(folder)) {
                second =
                        files.map(Segment::of)
                                .filter(s -> s != null && s.first() > 0)
                                .findFirst()
                                .orElseThrow()
                                .first();
            }

            journal.trim(second - 1);
            assertThat(journal.start()).isZero();
            journal.trim(second);

            assertThat(journal.start()).isEqualTo(second);
            assertThat(journal.end()).isEqualTo(70);
        }
        try (LocalJournal journal = LocalJournal.open(folder)) {
            assertThat(journal.end()).isEqualTo(70);
        }
    }

    @Test
    void theBusTellsWhatWasCommittedAndThenWhatIs() throws Exception {
        write(0, 300);
        BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
        List<Throwable> crashes = new ArrayList<>();
        try (LocalBus bus = new LocalBus("p", folder, facts::add, crashes::add)) {
            bus.perform(new Effect.AskJournalEnd(1));
            bus.perform(new Effect.Fence(2));
            assertThat(facts.poll(5, TimeUnit.SECONDS)).isEqualTo(new Fact.JournalEnd(1, 300));
            assertThat(facts.poll(5, TimeUnit.SECONDS)).isEqualTo(new Fact.Fenced(2));
            bus.perform(new Effect.FollowJournal(3, 100));
            List<JournalRecord> read = new ArrayList<>();
            follow(facts, read, 200);
            bus.perform(new Effect.Commit(9, 1, List.of(record(300), record(301)), List.of()));
            follow(facts, read, 202);

            assertThat(read).extracting(JournalRecord::offset).first().isEqualTo(100L);
            assertThat(read).last().satisfies(r -> assertThat(r.value()).isEqualTo(record(301)));
            // a later order takes the place of one that still waits
            bus.perform(new Effect.FollowJournal(4, 301));
            List<JournalRecord> again = new ArrayList<>();
            follow(facts, again, 1);
            assertThat(again.get(0).offset()).isEqualTo(301);
        }
        assertThat(crashes).isEmpty();
    }

    private static void follow(BlockingQueue<Fact> facts, List<JournalRecord> read, int wanted)
            throws InterruptedException {
        while (read.size() < wanted) {
            Fact f = facts.poll(5, TimeUnit.SECONDS);
            assertThat(f).isNotNull();
            if (f instanceof Fact.JournalRead r) {
                read.addAll(r.records());
            } else {
                assertThat(f).isEqualTo(new Fact.Committed(9));
            }
        }
    }

    @Test
    void theHistoryIsReadWhileSomebodyElseHoldsTheJournal() throws IOException {
        write(0, 20);
        List<Long> numbers = new ArrayList<>();
        try (LocalJournal journal = LocalJournal.open(folder)) {
            journal.append(List.of(record(20)));
            LocalHistory.read(
                    folder,
                    7,
                    r -> {
                        assertThat(r.value()).isEqualTo(record((int) r.offset()));
                        numbers.add(r.offset());
                        return r.offset() < 20;
                    });
        }
        assertThat(numbers).hasSize(14).startsWith(7L).endsWith(20L);
    }

    @Test
    void aHistoryThatIsTooShortIsRefusedRatherThanReadInPart() throws IOException {
        write(0, 5);

        assertThatThrownBy(() -> LocalHistory.read(folder, 2, r -> true))
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7005")
                .hasMessageContaining("record 5");
    }
}
