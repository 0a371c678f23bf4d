package dev.lockstep.failover.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.JournalRecord;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
        Arrays.fill(bytes, (byte) number);
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
            Files.write(file(), Arrays.copyOf(longer, length));

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

    private static final int SMALL = 1 << 16;

    private static byte[] kib() {
        byte[] bytes = new byte[1 << 10];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    /** Writes until the next file is there that was made ahead, and on into that. */
    private void writeIntoTheNext(LocalJournal journal) throws IOException {
        long files = files();
        for (int k = 0; k <= SMALL / 2 / 1024; k++) {
            journal.append(List.of(kib()));
        }
        while (!journal.isNextReady()) {
            Thread.onSpinWait();
        }
        while (files() == files) {
            journal.append(List.of(kib()));
        }
    }

    /** Where the records of the last file end. */
    private int bytesOfRecords() throws IOException {
        List<Segment> all = segments();
        return (int) TailScan.of(all.get(all.size() - 1), 1 << 12).bytes();
    }

    private long files() throws IOException {
        return segments().size();
    }

    private List<Segment> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Segment::of)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparingLong(Segment::first))
                    .toList();
        }
    }

    private Path last() throws IOException {
        List<Segment> all = segments();
        return all.get(all.size() - 1).path();
    }

    @Test
    void recordsTakeThePlaceOfZerosInAFileThatWasMadeAhead() throws IOException {
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            writeIntoTheNext(journal);
            journal.append(List.of(record(1), record(2)));
            assertThat(Files.size(last())).isEqualTo(SMALL);

            writeIntoTheNext(journal);

            Segment left = segments().get(1);
            assertThat(Files.size(left.path()))
                    .as("zeros that nothing has taken the place of are gone")
                    .isEqualTo(TailScan.of(left, 1 << 12).bytes())
                    .isLessThan(SMALL);
            assertThat(Files.size(last())).isEqualTo(SMALL);
        }
        assertThat(folder.resolve("next")).doesNotExist();
    }

    @Test
    void aFileThatWasMadeAheadGoesOnWhereItsRecordsEnd() throws IOException {
        long end;
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            writeIntoTheNext(journal);
            journal.append(List.of(record(1)));
            end = journal.end();
        }

        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            assertThat(journal.end()).isEqualTo(end);
            journal.append(List.of(record(2)));
            assertThat(Files.size(last())).as("goes on in place").isEqualTo(SMALL);
        }

        List<byte[]> all = new ArrayList<>();
        LocalHistory.read(
                folder,
                0,
                r -> {
                    all.add(r.value());
                    return all.size() <= end;
                });
        assertThat(all).hasSize((int) end + 1);
        assertThat(all.get((int) end - 1)).isEqualTo(record(1));
        assertThat(all.get((int) end)).isEqualTo(record(2));
    }

    @Test
    void whereNoneCanBeMadeAheadTheNextFileGrows() throws IOException {
        long end;
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            // stands where it would be made
            Files.createDirectories(folder.resolve("next/occupied"));
            while (files() < 3) {
                journal.append(List.of(kib()));
            }
            assertThat(journal.isNextReady()).isFalse();
            assertThat(Files.size(last())).isLessThan(SMALL);
            end = journal.end();
        }
        List<Long> read = new ArrayList<>();
        LocalHistory.read(
                folder,
                0,
                r -> {
                    assertThat(r.value()).isEqualTo(kib());
                    read.add(r.offset());
                    return r.offset() < end - 1;
                });
        assertThat(read).hasSize((int) end);
    }

    @Test
    void aFileThatCouldNotBeginIsTriedAgain() throws IOException {
        byte[] large = new byte[1 << 12];
        for (boolean isMadeAhead : new boolean[] {false, true}) {
            try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
                while (bytesOfRecords() < SMALL - large.length) {
                    journal.append(List.of(kib()));
                }
                while (isMadeAhead && !journal.isNextReady()) {
                    Thread.onSpinWait();
                }
                Path inTheWay = Segment.in(folder, journal.end()).path();
                Files.createDirectory(inTheWay);
                assertThatThrownBy(() -> journal.append(List.of(large)))
                        .as("made ahead: %s", isMadeAhead)
                        .isInstanceOf(IOException.class);
                Files.delete(inTheWay);

                journal.append(List.of(large));

                assertThat(last()).isEqualTo(inTheWay);
            }
            try (LocalJournal journal = LocalJournal.open(folder, SMALL);
                    Segment.Reading in = journal.reading(journal.end() - 1)) {
                assertThat(in.read()).isEqualTo(large);
                assertThat(in.next()).isEqualTo(journal.end());
            }
        }
    }

    @Test
    void whatAProcessBeforeMadeAheadIsRemoved() throws IOException {
        write(0, 1);
        Files.write(folder.resolve("next"), new byte[100]);

        assertThat(read()).hasSize(1);

        assertThat(folder.resolve("next")).doesNotExist();
    }

    @Test
    void aReadingGoesOnWithWhatTookThePlaceOfZerosSinceItLooked() throws IOException {
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            writeIntoTheNext(journal);
            try (Segment.Reading in = journal.reading(journal.end() - 1)) {
                while (in.next() < journal.end()) {
                    in.read();
                }
                for (int k = 0; k < 20; k++) {
                    assertThatThrownBy(in::read).isInstanceOf(EOFException.class);
                    journal.append(List.of(record(k)));
                    assertThat(in.read()).isEqualTo(record(k));
                }
            }
        }
    }

    @Test
    void zerosBehindTheRecordsOfAnEarlierFileAreItsEnd() throws IOException {
        long end;
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            writeIntoTheNext(journal);
            end = journal.end();
        }
        Path first = segments().get(0).path();
        try (RandomAccessFile f = new RandomAccessFile(first.toFile(), "rw")) {
            // as if the disk had not kept that it was cut
            f.setLength(f.length() + 1000);
        }
        List<Long> read = new ArrayList<>();
        LocalHistory.read(
                folder,
                0,
                r -> {
                    read.add(r.offset());
                    return r.offset() < end - 1;
                });
        assertThat(read).hasSize((int) end);
    }

    @Test
    void whoFollowsTakesNoZerosForRecords() throws Exception {
        BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
        List<Throwable> crashes = new ArrayList<>();
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            writeIntoTheNext(journal);
        }
        try (LocalBus bus = new LocalBus("p", folder, facts::add, crashes::add)) {
            bus.perform(new Effect.AskJournalEnd(1));
            long end = ((Fact.JournalEnd) facts.poll(5, TimeUnit.SECONDS)).end();
            bus.perform(new Effect.FollowJournal(3, 0));
            List<JournalRecord> read = new ArrayList<>();
            follow(facts, read, (int) end);
            for (int k = 0; k < 20; k++) {
                bus.perform(new Effect.Commit(9, 1, List.of(record(k)), List.of()));
                follow(facts, read, (int) end + k + 1);
                assertThat(read.get(read.size() - 1).value()).isEqualTo(record(k));
            }
        }
        assertThat(crashes).isEmpty();
    }

    @Test
    void whateverPagesOfTheLastWriteReachTheDiskEverythingBeforeItStays() throws IOException {
        long before;
        byte[] whole;
        byte[] longer;
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            writeIntoTheNext(journal);
            before = journal.end();
            whole = Files.readAllBytes(last());
            journal.append(List.of(record(5), kib(), record(6), kib(), kib(), record(7)));
            longer = Files.readAllBytes(last());
        }
        int sector = 512;
        int from = Arrays.mismatch(whole, longer) / sector;
        assertThat(
                        Arrays.equals(
                                whole,
                                from * sector + 8 * sector,
                                SMALL,
                                longer,
                                from * sector + 8 * sector,
                                SMALL))
                .as("eight sectors hold all that was written")
                .isTrue();
        for (int kept = 0; kept < 1 << 8; kept++) {
            byte[] torn = whole.clone();
            for (int k = 0; k < 8; k++) {
                if ((kept & 1 << k) != 0) {
                    int at = (from + k) * sector;
                    System.arraycopy(longer, at, torn, at, sector);
                }
            }
            Files.write(last(), torn);

            try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
                assertThat(journal.end())
                        .as("sectors %s", Integer.toBinaryString(kept))
                        .isGreaterThanOrEqualTo(before);
                journal.append(List.of(record(9)));
            }
            try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
                assertThat(journal.end()).isGreaterThan(before);
            }
        }
    }

    @Test
    void damageThatSomethingWrittenLaterStandsBehindIsRefusedInAFileMadeAheadToo()
            throws IOException {
        byte[] whole;
        int from;
        int to;
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            writeIntoTheNext(journal);
            from = bytesOfRecords();
            journal.append(List.of(record(3), record(4)));
            to = bytesOfRecords();
            journal.append(List.of(record(5)));
            whole = Files.readAllBytes(last());
        }
        for (int at = from; at < to; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(last(), damaged);

            assertThatThrownBy(() -> LocalJournal.open(folder, SMALL))
                    .as("byte %d", at)
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-7082");
        }
        byte[] zeroed = whole.clone();
        Arrays.fill(zeroed, from, to, (byte) 0);
        Files.write(last(), zeroed);
        assertThatThrownBy(() -> LocalJournal.open(folder, SMALL))
                .as("all of it gone")
                .hasMessageContaining("LS-7082");
    }

    @Test
    void aFileInTheMiddleThatEndsTooEarlyIsToldAsLost() throws Exception {
        try (LocalJournal journal = LocalJournal.open(folder, SMALL)) {
            while (files() < 2) {
                journal.append(List.of(kib()));
            }
        }
        try (RandomAccessFile f = new RandomAccessFile(segments().get(0).path().toFile(), "rw")) {
            f.setLength(f.length() - 1);
        }
        BlockingQueue<Fact> facts = new LinkedBlockingQueue<>();
        List<Throwable> crashes = new ArrayList<>();
        try (LocalBus bus = new LocalBus("p", folder, facts::add, crashes::add)) {
            bus.perform(new Effect.FollowJournal(3, 0));
            Fact f = facts.poll(5, TimeUnit.SECONDS);
            while (f instanceof Fact.JournalRead) {
                f = facts.poll(5, TimeUnit.SECONDS);
            }
            assertThat(f)
                    .isInstanceOfSatisfying(
                            Fact.JournalLost.class,
                            lost -> assertThat(lost.reason()).contains("LS-7082"));
        }
        assertThat(crashes).isEmpty();
    }
}
