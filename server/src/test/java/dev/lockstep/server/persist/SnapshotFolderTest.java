package dev.lockstep.server.persist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class SnapshotFolderTest {
    private static final String MODEL = "ab".repeat(32);

    @TempDir Path parent;
    private SnapshotFolder folder;

    @BeforeEach
    void empty() {
        folder = SnapshotFolder.of(parent.resolve("new/deep"), "p");
    }

    private Path write(String engine, String positions, long position) {
        return write(folder, engine, positions, position);
    }

    private static Path write(
            SnapshotFolder target, String engine, String positions, long position) {
        try (SnapshotDraft draft = target.draft(MODEL)) {
            draft.section("engine", out -> put(out, engine));
            draft.section("connectors", out -> put(out, positions));
            draft.position(position, position * 10);
            return draft.commit();
        }
    }

    private static void put(java.io.OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Snapshot s, String section) {
        String[] text = new String[1];
        s.read(section, in -> text[0] = all(in));
        return text[0];
    }

    private static String all(InputStream in) {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ErrorCode code(Throwable e) {
        return ((LockstepException) e).problems().get(0).code();
    }

    @Test
    void theNewestComesBackAsItWasWritten() {
        write("old", "", 3);
        Path last = write("new state", "at 7", 12);

        Snapshot s = folder.newest();

        assertThat(s.folder()).isEqualTo(last);
        assertThat(s.sections()).containsExactly("engine", "connectors");
        assertThat(text(s, "engine")).isEqualTo("new state");
        assertThat(text(s, "connectors")).isEqualTo("at 7");
        assertThat(s.position()).isEqualTo(12);
        assertThat(s.timeMicros()).isEqualTo(120);
        assertThat(s.model()).isEqualTo(MODEL);
        assertThat(folder.list()).hasSize(2).last().isEqualTo(last);
    }

    @Test
    void newestMeansWrittenLastWhateverItsPosition() {
        write("later entries", "", 100);
        write("of a run that went back", "", 5);
        assertThat(folder.newest().position()).isEqualTo(5);
    }

    @Test
    void anEmptyFolderAndNoneHaveNoSnapshot() throws IOException {
        assertThatThrownBy(folder::newest).satisfies(e -> noSnapshot(e));
        Files.createDirectories(folder.folder());
        assertThatThrownBy(folder::newest).satisfies(e -> noSnapshot(e));
        assertThat(folder.newestWhole()).isEmpty();
        assertThat(folder.prune(1)).isZero();
    }

    private static void noSnapshot(Throwable e) {
        assertThat(code(e)).isEqualTo(PersistError.NO_SNAPSHOT);
    }

    @Test
    void everyFlippedBitOfEveryFileIsNoticed() throws IOException {
        Path snapshot = write("state of windows", "positions", 1);
        int flipped = 0;
        for (Path file : files(snapshot)) {
            byte[] good = Files.readAllBytes(file);
            for (int bit = 0; bit < good.length * 8; bit++) {
                byte[] bad = good.clone();
                bad[bit / 8] ^= (byte) (1 << bit % 8);
                Files.write(file, bad);
                assertThatThrownBy(() -> folder.verify(snapshot))
                        .as("bit %d of %s", bit, file.getFileName())
                        .isInstanceOf(LockstepException.class);
                flipped++;
            }
            Files.write(file, good);
        }
        assertThat(flipped).isGreaterThan(1000);
        assertThat(folder.verify(snapshot).position()).isEqualTo(1);
    }

    private static List<Path> files(Path snapshot) throws IOException {
        try (Stream<Path> all = Files.list(snapshot)) {
            return all.sorted().toList();
        }
    }

    @Test
    void everyTruncationOfEveryFileIsNoticed() throws IOException {
        Path snapshot = write("state of windows", "positions", 1);
        for (Path file : files(snapshot)) {
            byte[] good = Files.readAllBytes(file);
            for (int length = 0; length < good.length; length++) {
                Files.write(file, java.util.Arrays.copyOf(good, length));
                assertThatThrownBy(() -> folder.verify(snapshot))
                        .isInstanceOf(LockstepException.class);
            }
            Files.write(file, good);
        }
        folder.verify(snapshot);
    }

    @Test
    void missingLongerAndSwappedFilesAreNoticed() throws IOException {
        Path a = write("one state", "x", 1);
        Path b = write("two state", "y", 2);
        Files.writeString(a.resolve("engine"), "one state and more");
        assertThatThrownBy(() -> folder.verify(a)).hasMessageContaining("section engine");

        // files of the same length, from one snapshot into the other
        Files.copy(
                b.resolve("engine"),
                a.resolve("engine"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> folder.verify(a)).hasMessageContaining("section engine");
        Files.delete(a.resolve("engine"));
        assertThatThrownBy(() -> folder.verify(a)).hasMessageContaining("cannot be read");
        Files.delete(a.resolve("manifest"));
        assertThatThrownBy(() -> folder.verify(a)).hasMessageContaining("no list of contents");
    }

    @Test
    void aSnapshotUnderTheNameOfAnotherOrOfAnotherProjectIsNoticed() throws IOException {
        Path a = write("one", "x", 1);
        Path b = write("two", "y", 2);
        Path aside = a.resolveSibling("aside");
        Files.move(a, aside);
        Files.move(b, a);
        Files.move(aside, b);
        assertThatThrownBy(() -> folder.verify(a)).hasMessageContaining("snapshot-000000000002");
        assertThatThrownBy(folder::newest).hasMessageContaining("None is whole");

        SnapshotFolder other = SnapshotFolder.of(parent.resolve("new/deep"), "other");
        Path c = write(other, "three", "z", 3);
        Path moved = folder.folder().resolve(c.getFileName().toString().replace('1', '9'));
        Files.move(c, moved);
        assertThatThrownBy(() -> folder.verify(moved)).hasMessageContaining("of project other");
    }

    @Test
    void anotherVersionIsRefusedAsSuch() throws IOException {
        Path snapshot = write("one", "x", 1);
        Path manifest = snapshot.resolve("manifest");
        String text = Files.readString(manifest);
        Files.writeString(manifest, text.replace("lockstep-snapshot 1", "lockstep-snapshot 2"));
        assertThatThrownBy(() -> folder.verify(snapshot))
                .satisfies(e -> assertThat(code(e)).isEqualTo(PersistError.OTHER_FORMAT))
                .hasMessageContaining("format 2");
    }

    @Test
    void theNewestThatIsWholeIsNamedWhenADamagedOneIsRefused() throws IOException {
        write("one", "x", 1);
        Path good = write("two", "y", 2);
        for (int k = 3; k < 5; k++) {
            Files.writeString(write("bad", "z", k).resolve("engine"), "BAD");
        }
        assertThatThrownBy(folder::newest)
                .satisfies(e -> assertThat(code(e)).isEqualTo(PersistError.DAMAGED_SNAPSHOT))
                .hasMessageContaining("snapshot-000000000004 is damaged")
                .hasMessageContaining("whole is snapshot-000000000002");
        assertThat(folder.newestWhole()).map(Snapshot::folder).hasValue(good);
    }

    @Test
    void aDraftThatIsNotCommittedLeavesNothing() throws IOException {
        try (SnapshotDraft draft = folder.draft(MODEL)) {
            draft.section("engine", out -> put(out, "half"));
            assertThat(folder.list()).isEmpty();
        }
        assertThat(files(folder.folder())).isEmpty();
        assertThatThrownBy(
                        () -> {
                            try (SnapshotDraft draft = folder.draft(MODEL)) {
                                draft.section(
                                        "engine",
                                        out -> {
                                            throw new IllegalStateException("engine");
                                        });
                            }
                        })
                .hasMessage("engine");
        assertThat(files(folder.folder())).isEmpty();
    }

    @Test
    void whatADeadProcessLeftIsNoSnapshotAndDoesNotDisturb() throws IOException {
        Path left = Files.createDirectories(folder.folder().resolve("unfinished-123"));
        Files.writeString(left.resolve("engine"), "half");
        Files.createDirectories(folder.folder().resolve("snapshot-1"));
        Files.writeString(folder.folder().resolve("snapshot-000000000007"), "a file");
        write("one", "x", 1);
        assertThat(folder.newest().position()).isEqualTo(1);
    }

    @Test
    void whatADeadProcessLeftIsRemovedOnceItIsOld() throws IOException {
        Path old = Files.createDirectories(folder.folder().resolve("unfinished-1"));
        Files.writeString(old.resolve("engine"), "half");
        Path fresh = Files.createDirectories(folder.folder().resolve("unfinished-2"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(25, ChronoUnit.HOURS)));
        write("one", "x", 1);
        folder.prune(1);
        assertThat(old).doesNotExist();
        assertThat(fresh).exists();
        assertThat(folder.list()).hasSize(1);
    }

    @Test
    void writersAtTheSameTimeEachGetAName() throws Exception {
        List<Callable<Path>> writers = new ArrayList<>();
        for (int k = 0; k < 24; k++) {
            int position = k;
            writers.add(() -> write("state", "x", position));
        }
        List<Path> written = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Path> f : threads.invokeAll(writers)) {
                written.add(f.get());
            }
        }
        assertThat(written).doesNotHaveDuplicates().allSatisfy(p -> folder.verify(p));
        assertThat(folder.list()).hasSize(24);
        assertThat(files(folder.folder())).hasSize(24);
    }

    @Test
    void pruningKeepsTheNewestThatAreWhole() throws IOException {
        for (int k = 1; k <= 6; k++) {
            write("state", "x", k);
        }
        Files.writeString(folder.list().get(5).resolve("engine"), "BAD");
        Files.writeString(folder.list().get(0).resolve("engine"), "BAD");

        assertThat(folder.prune(2)).isEqualTo(3);

        assertThat(folder.list())
                .extracting(p -> p.getFileName().toString())
                .containsExactly(
                        "snapshot-000000000004", "snapshot-000000000005", "snapshot-000000000006");
        assertThat(write("state", "x", 9).getFileName()).hasToString("snapshot-000000000007");
        assertThatThrownBy(() -> folder.prune(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc, %2E%2E%2F%2E%2E%2Fetc",
        "., %2E",
        "a b, a%20b",
        "ä, %C3%A4",
        "Plain_1-2, Plain_1-2",
        "x%2E, x%252E",
    })
    void namesOfProjectsCannotLeadElsewhere(String project, String name) {
        assertThat(SnapshotFolder.fileName(project)).isEqualTo(name);
        SnapshotFolder f = SnapshotFolder.of(parent, project);
        write(f, "one", "x", 1);
        assertThat(f.newest().folder()).startsWith(parent.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "manifest"})
    void linksInTheFolderAreNotFollowed(String file) throws IOException {
        Path snapshot = write("one", "x", 1);
        Path elsewhere = Files.move(snapshot.resolve(file), parent.resolve("elsewhere"));
        Files.createSymbolicLink(snapshot.resolve(file), elsewhere);
        assertThatThrownBy(() -> folder.verify(snapshot)).isInstanceOf(LockstepException.class);
    }

    @Test
    void aProjectsFolderThatIsALinkTakesNoSnapshot() throws IOException {
        Path elsewhere = Files.createDirectories(parent.resolve("elsewhere"));
        Files.createDirectories(parent.resolve("new/deep"));
        Files.createSymbolicLink(folder.folder(), elsewhere);
        assertThatThrownBy(() -> folder.draft(MODEL))
                .satisfies(e -> assertThat(code(e)).isEqualTo(PersistError.NOT_SAVED));
        assertThat(files(elsewhere)).isEmpty();
    }

    @Test
    void aFolderThatCannotBeWrittenToIsTold() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertThatThrownBy(() -> SnapshotFolder.of(file, "p").draft(MODEL))
                .satisfies(e -> assertThat(code(e)).isEqualTo(PersistError.NOT_SAVED));
    }

    @Test
    void anotherModelIsNamedByTheBeginningsOfBothDigests() {
        write("one", "x", 1);
        Snapshot s = folder.newest();
        s.demandModel(MODEL);
        assertThatThrownBy(() -> s.demandModel("cd".repeat(32)))
                .satisfies(e -> assertThat(code(e)).isEqualTo(PersistError.OTHER_MODEL))
                .hasMessageContaining("abababababab")
                .hasMessageContaining("cdcdcdcdcdcd");
    }
}
