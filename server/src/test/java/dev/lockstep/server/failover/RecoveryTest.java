package dev.lockstep.server.failover;

import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.kafka.Reach;
import dev.lockstep.failover.link.SnapshotSource;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.replica.ReplicaSettings;
import dev.lockstep.failover.replica.SnapshotHead;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.persist.Snapshot;
import dev.lockstep.server.persist.SnapshotDraft;
import dev.lockstep.server.persist.SnapshotFolder;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.run.BadEventLog;
import dev.lockstep.server.run.ConnectorClasses;
import dev.lockstep.server.run.Sha256;
import dev.lockstep.server.settings.ServerSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an engine goes on from, for each state that its folders, topics and peers can be in. */
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class RecoveryTest {
    @TempDir Path folder;
    private LoadedModel model;
    private ModelFactory factory;
    private final Shore shore = new Shore();
    private final SnapshotNotes notes = new SnapshotNotes("p");
    private final SnapshotShelf shelf = new SnapshotShelf("p");
    private Path older;
    private Path newer;

    /** Topics that go from and to where a test says. */
    private static final class Shore implements Ground {
        @Nullable Reach reach;
        String journal = "";

        @Override
        public void connect(ReplicaThread replica, SnapshotSource states) {}

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public boolean perform(Effect effect) {
            return false;
        }

        @Override
        public @Nullable Reach reach() {
            return reach;
        }

        @Override
        public String journal() {
            return journal;
        }

        @Override
        public @Nullable Peers peers() {
            return null;
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void takeTwoSnapshots() throws Exception {
        model = read(project(source("s", "")));
        ServerSettings settings =
                ServerSettings.of(0, folder).with(Map.of("journal.folder", "journal"));
        ReplicatedRuntime runtime = new ReplicatedRuntime(model, "e", settings, null, List.of());
        try {
            runtime.start();
            runtime.startConnectors();
            while (!runtime.isPrimary()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            }
            runtime.inject("q/s", row(1));
            older = runtime.persist(folder.resolve("kept"));
            runtime.inject("q/s", row(2));
            // while it is at work a snapshot may stand a little before the last answer
            runtime.stop();
            newer = runtime.persist(folder.resolve("kept"));
        } finally {
            runtime.close();
        }
        shelf.add(folder.resolve("kept"));
        factory = factoryOf(model);
    }

    private static LoadedModel read(String document) {
        ReadResult r =
                ProjectReader.read(
                        document.getBytes(StandardCharsets.UTF_8),
                        "m.xml",
                        name -> null,
                        new ReadOptions(ConnectorClasses.names(), false));
        return new LoadedModel(r.orThrow(), r.settings());
    }

    private static ModelFactory factoryOf(LoadedModel model) {
        return new ModelFactory(
                model,
                FailoverPlan.local(model.spec()),
                List::of,
                BadEventLog.append(null),
                bad -> {});
    }

    private List<EventBlock> row(long id) {
        EventBlock b = EventBlock.detached(model.spec().queries().get(0).windows().get(0).schema());
        b.ensureCapacity(1);
        b.longs(0)[0] = id;
        b.setNull(1, 0);
        b.ints(2)[0] = 1;
        b.append((byte) 1, (byte) 0);
        return new ArrayList<>(List.of(b));
    }

    private String digest() {
        return Sha256.of(model.spec().xml());
    }

    private PeerStates.Parts parts() {
        return parts(digest());
    }

    private PeerStates.Parts parts(String modelDigest) {
        ReplicaThread replica =
                new ReplicaThread("p", ReplicaSettings.of("e"), new BusMeter(1, 1), effect -> {});
        return new PeerStates.Parts("p", modelDigest, replica, shore);
    }

    private Recovery recovery() {
        return new Recovery(parts(), factory, shelf, notes);
    }

    /** Of the next version of the project, which has one more window. */
    private Recovery next(SnapshotShelf in) {
        LoadedModel next = read(project(source("s", "") + source("t", "")));
        return new Recovery(parts(Sha256.of(next.spec().xml())), factoryOf(next), in, notes);
    }

    private SnapshotHead headOf(Path snapshot) throws IOException {
        try (var in =
                new java.io.DataInputStream(
                        Files.newInputStream(snapshot.resolve(SnapshotTaking.STATE)))) {
            return SnapshotHead.read(in);
        }
    }

    private Snapshot snapshot(Path path) {
        return SnapshotFolder.of(folder.resolve("kept"), "p").look(path);
    }

    /** Some of its sections in a snapshot at the same place, below another folder. */
    private Path copyOfNewer(String parent, String journal, List<String> sections)
            throws IOException {
        SnapshotFolder target = SnapshotFolder.of(folder.resolve(parent), "p");
        try (SnapshotDraft draft = target.draft(digest())) {
            for (String section : sections) {
                draft.section(section, out -> copy(newer.resolve(section), out));
            }
            SnapshotTaking.name(draft, journal);
            draft.position(headOf(newer).index(), 0);
            return draft.commit();
        }
    }

    private static void copy(Path from, OutputStream to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void damage(Path snapshot) throws IOException {
        Path file = snapshot.resolve(SnapshotTaking.STATE);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 4;
        Files.write(file, bytes);
    }

    /** How many rows the window holds in what was loaded, and where it stands; closes it. */
    private static List<Long> standing(Recovery.Loaded loaded) {
        long[] rows = new long[1];
        loaded.model().engine().retained("q/s", b -> rows[0] += b.rows());
        loaded.model().close();
        SnapshotHead head = loaded.head();
        return List.of(rows[0], head == null ? 0 : head.index());
    }

    private static Recovery.Elsewhere nobody(List<String> asked) {
        return (beyond, refused) -> {
            asked.add("beyond " + beyond);
            return null;
        };
    }

    @Test
    void theNewestSnapshotIsJoinedFromWithoutAskingAnybody() throws Exception {
        List<String> asked = new ArrayList<>();
        Recovery.Loaded loaded = recovery().load(nobody(asked));
        assertThat(standing(loaded)).containsExactly(2L, headOf(newer).index());
        assertThat(asked).isEmpty();
        assertThat(notes.problems()).isEmpty();
    }

    @Test
    void aDamagedNewestSnapshotIsPassedOverByNameForTheOneBefore() throws Exception {
        damage(newer);
        Recovery.Loaded loaded = recovery().load(nobody(new ArrayList<>()));
        assertThat(standing(loaded)).containsExactly(1L, headOf(older).index());
        assertThat(notes.problems())
                .singleElement()
                .asString()
                .contains(newer.getFileName().toString(), "LS-6202");
    }

    @Test
    void anotherEnginesStateIsTakenWhereNoSnapshotIsSoundAndTheJournalDoesNotGoBack()
            throws Exception {
        damage(newer);
        Path sound = Files.copy(older.resolve("replica"), folder.resolve("state"));
        damage(older);
        shore.reach = new Reach(3, 100, List.of());
        Recovery recovery = recovery();
        Recovery.Loaded loaded = recovery.load((beyond, why) -> load(recovery, sound));
        assertThat(standing(loaded).get(0)).isEqualTo(1);
        assertThat(notes.problems()).hasSize(2);
    }

    private static Recovery.Loaded load(Recovery recovery, Path state) {
        try {
            return recovery.load(Files.newInputStream(state));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whereNothingHelpsItIsSaidWhatIsLacking() throws Exception {
        damage(newer);
        shore.reach = new Reach(headOf(older).journalNext() + 1, 1_000, List.of());
        List<String> asked = new ArrayList<>();
        assertThatThrownBy(() -> recovery().load(nobody(asked)))
                .hasMessageContaining("LS-7005")
                .hasMessageContaining("The journal begins at offset")
                .hasMessageContaining(newer.getFileName() + " is damaged")
                .hasMessageContaining("lies before what the journal");
        assertThat(asked).containsExactly("beyond -1");
    }

    @Test
    void aSnapshotBehindTheJournalsEndIsRefusedRatherThanPassedOver() throws Exception {
        shore.reach = new Reach(0, headOf(newer).journalNext() - 1, List.of());
        assertThatThrownBy(() -> recovery().load(nobody(new ArrayList<>())))
                .hasMessageContaining("LS-7014")
                .hasMessageContaining("stands at offset");
    }

    @Test
    void snapshotsOfAJournalThatWasMadeAnewAreRefused() throws Exception {
        copyOfNewer("other", "cluster journal 1", List.of(SnapshotTaking.STATE));
        SnapshotShelf only = new SnapshotShelf("p");
        only.add(folder.resolve("other"));
        Recovery recovery = new Recovery(parts(), factory, only, notes);
        shore.journal = "cluster journal 1";
        assertThat(standing(recovery.load(nobody(new ArrayList<>()))).get(0)).isEqualTo(2);
        shore.journal = "cluster journal 2";
        assertThatThrownBy(() -> recovery.load(nobody(new ArrayList<>())))
                .hasMessageContaining("LS-7014")
                .hasMessageContaining("of another journal");
    }

    @Test
    void whoLiesFarBehindAsksOthersAndGoesOnFromItsOwnIfTheyGiveNothing() throws Exception {
        long end = headOf(newer).journalNext() + 1;
        shore.reach =
                new Reach(0, end + FailoverServerLimits.BEHIND_RECORDS.defaultValue(), List.of());
        List<String> asked = new ArrayList<>();
        assertThat(standing(recovery().load(nobody(asked))).get(0)).isEqualTo(2);
        assertThat(asked).containsExactly("beyond " + headOf(newer).index());
        Recovery recovery = recovery();
        Path state = older.resolve(SnapshotTaking.STATE);
        assertThat(standing(recovery.load((beyond, why) -> load(recovery, state))).get(0))
                .isEqualTo(1);
    }

    @Test
    void whatLeadsAStateIsDemandedByteForByte() throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        byte[] mark = "mark 1\n".getBytes(StandardCharsets.US_ASCII);
        MarkedOutput right = new MarkedOutput(mark, out);
        right.write("mark 1\nst".getBytes(StandardCharsets.US_ASCII));
        right.write('a');
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("sta");
        MarkedOutput wrong = new MarkedOutput(mark, out);
        wrong.write("ma".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> wrong.write("rk 2".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another journal or another model");
    }

    @Test
    void aSnapshotOfAnotherVersionIsCarriedOverAndTheJournalHasToSayThatItCounts()
            throws Exception {
        List<String> asked = new ArrayList<>();
        Recovery recovery = next(shelf);
        Recovery.Loaded loaded = recovery.load(nobody(asked));
        assertThat(loaded.version()).isEqualTo(Fact.Version.TAKEN_OVER);
        assertThat(loaded.model().windows()).containsExactly("q/s", "q/t");
        assertThat(loaded.model().digests()[0]).isNotZero();
        assertThat(loaded.model().digests()[1]).as("of the window that is new").isZero();
        assertThat(recovery.loaded()).as("what is of this version is taken from it").isNull();
        assertThat(standing(loaded)).containsExactly(2L, headOf(newer).index());
        assertThat(asked)
                .as("another engine may have gone over already")
                .containsExactly("beyond " + headOf(newer).index());
    }

    @Test
    void whoWasToldOfThatSnapshotMayChangeTheJournalAndAsksNobody() throws Exception {
        List<String> asked = new ArrayList<>();
        Recovery recovery = next(shelf);
        recovery.changeFrom(snapshot(newer));
        Recovery.Loaded loaded = recovery.load(nobody(asked));
        assertThat(loaded.version()).isEqualTo(Fact.Version.CHANGES);
        assertThat(standing(loaded)).containsExactly(2L, headOf(newer).index());
        assertThat(asked).isEmpty();
        assertThat(recovery.loaded()).isNull();
    }

    @Test
    void whoWasToldOfALaterSnapshotMayNotChangeTheJournalBehindThisOne() throws Exception {
        List<String> asked = new ArrayList<>();
        Recovery recovery = next(shelf);
        recovery.changeFrom(snapshot(newer));
        damage(newer);
        Recovery.Loaded loaded = recovery.load(nobody(asked));
        assertThat(loaded.version()).isEqualTo(Fact.Version.TAKEN_OVER);
        assertThat(standing(loaded).get(0)).isEqualTo(1);
        assertThat(asked).hasSize(1);
    }

    @Test
    void aSnapshotTakenOnScheduleMeanwhileIsAsGoodToChangeFrom() throws Exception {
        Recovery recovery = next(shelf);
        recovery.changeFrom(snapshot(older));
        Recovery.Loaded loaded = recovery.load(nobody(new ArrayList<>()));
        assertThat(loaded.version()).isEqualTo(Fact.Version.CHANGES);
        assertThat(standing(loaded).get(0)).isEqualTo(2);
    }

    @Test
    void theStateOfAnEngineThatHasGoneOverIsTakenBeforeOneThatWasCarriedOver() throws Exception {
        Recovery recovery = next(shelf);
        Recovery.Loaded given = new Recovery.Loaded(factory.make(), null, Fact.Version.SAME);
        assertThat(recovery.load((beyond, why) -> given)).isSameAs(given);
        given.model().close();
    }

    @Test
    void aSnapshotOfThisVersionIsNoOtherVersionsThoughOneMayBeChangedFrom() throws Exception {
        Recovery recovery = recovery();
        recovery.changeFrom(snapshot(older));
        Recovery.Loaded loaded = recovery.load(nobody(new ArrayList<>()));
        assertThat(loaded.version()).isEqualTo(Fact.Version.SAME);
        assertThat(recovery.loaded()).isEqualTo(newer);
        loaded.model().close();
    }

    @Test
    void aSnapshotOfAnotherVersionThatDoesNotSayItsWindowsIsPassedOver() throws Exception {
        copyOfNewer("bare", "", List.of(SnapshotTaking.STATE));
        SnapshotShelf only = new SnapshotShelf("p");
        only.add(folder.resolve("bare"));
        Recovery.Loaded loaded = next(only).load(nobody(new ArrayList<>()));
        assertThat(standing(loaded)).containsExactly(0L, 0L);
        assertThat(notes.problems()).singleElement().asString().contains("LS-6204");
    }

    @Test
    void whoHasSetOutFromTheBeginningOfAnotherVersionsJournalAsksOthersTheNextTime()
            throws Exception {
        Recovery recovery = next(new SnapshotShelf("p"));
        assertThat(recovery.refuseOrigin(difference())).as("nothing was loaded").isFalse();
        List<String> asked = new ArrayList<>();
        Recovery.Loaded anew = recovery.load(nobody(asked));
        assertThat(anew.head()).isNull();
        assertThat(anew.version()).isEqualTo(Fact.Version.SAME);
        anew.model().close();
        assertThat(asked).isEmpty();

        assertThat(recovery.refuseOrigin(difference())).isTrue();
        assertThat(recovery.refuseOrigin(difference())).as("that is known").isFalse();
        Recovery.Loaded given = new Recovery.Loaded(factory.make(), null, Fact.Version.SAME);
        assertThat(recovery.load((beyond, why) -> given)).isSameAs(given);
        given.model().close();
        assertThatThrownBy(() -> recovery.load(nobody(asked)))
                .hasMessageContaining("LS-7004")
                .hasMessageContaining("model is b here and a in the journal");
        assertThat(asked).containsExactly("beyond -1");
    }

    @Test
    void aSnapshotBehindWhichAnotherVersionGoesOnIsNotSetOutFromAgainNorIsTheBeginning()
            throws Exception {
        Recovery recovery = recovery();
        List<String> asked = new ArrayList<>();
        for (long rows : new long[] {2, 1}) {
            Recovery.Loaded loaded = recovery.load(nobody(asked));
            assertThat(standing(loaded).get(0)).isEqualTo(rows);
            assertThat(recovery.refuseOrigin(difference())).isTrue();
        }
        assertThat(asked).isEmpty();
        assertThatThrownBy(() -> recovery.load(nobody(asked)))
                .hasMessageContaining("LS-7004")
                .hasMessageContaining("model is b here and a in the journal");
        assertThat(asked).containsExactly("beyond -1");
    }

    private static Problem difference() {
        return Problem.error(
                FailoverError.OTHER_MODEL,
                Location.UNKNOWN,
                "model is b here and a in the journal");
    }

    @Test
    void whoWasToldOfASnapshotMayChangeTheJournalThoughAnotherOneStandsAtTheSamePlace()
            throws Exception {
        Path elsewhere = folder.resolve("elsewhere");
        Path same = copyOfNewer("elsewhere", "", List.of(SnapshotTaking.STATE, "windows"));
        shelf.add(elsewhere);
        Recovery recovery = next(shelf);
        recovery.changeFrom(SnapshotFolder.of(elsewhere, "p").look(same));
        Recovery.Loaded loaded = recovery.load(nobody(new ArrayList<>()));
        loaded.model().close();
        assertThat(loaded.version()).isEqualTo(Fact.Version.CHANGES);
    }

    @Test
    void aSnapshotOfTheSameDocumentWithOtherSettingsNeedsToBeCarriedOverToo() throws Exception {
        LoadedModel other = new LoadedModel(model.spec(), Map.of("other", "1"));
        ServerSettings settings =
                ServerSettings.of(0, folder).with(Map.of("journal.folder", "another"));
        ReplicatedRuntime runtime = new ReplicatedRuntime(other, "e", settings, null, List.of());
        try {
            assertThatThrownBy(() -> runtime.restore(folder.resolve("kept"), false))
                    .hasMessageContaining("LS-6204");
        } finally {
            runtime.close();
        }
    }
}
