package dev.lockstep.server.failover;

import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.fs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.block.BlockBuilder;
import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.failover.local.LocalHistory;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.measure.Sample;
import dev.lockstep.server.persist.SnapshotFolder;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.run.ConnectorClasses;
import dev.lockstep.server.run.Sha256;
import dev.lockstep.server.settings.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(400)
final class ShadowingTest {
    private static final String MODEL =
            """
            <project name="p" heartbeat-interval="100">
              <contqueries>
                <contquery name="q">
                  <windows>
                    <window-source name="in" index="pi_HASH">
                      <schema-string>id*:int64,name:string,price:double</schema-string>
                    </window-source>
                    <window-aggregate name="sums">
                      <schema-string>name*:string,total:double</schema-string>
                      <output><field-expr>ESP_aSum(price)</field-expr></output>
                      %s
                    </window-aggregate>
                  </windows>
                  <edges><edge source="in" target="sums"/></edges>
                </contquery>
              </contqueries>
            </project>
            """;

    /** More than the engine writes by itself. */
    private static final int ROWS = 6_000;

    @TempDir Path folder;

    private LoadedModel model() {
        String document =
                MODEL.formatted(connectors(fs("out", "subscribe", folder.resolve("out.csv"))));
        ReadResult read =
                ProjectReader.read(
                        document.getBytes(StandardCharsets.UTF_8),
                        "p.xml",
                        name -> null,
                        new ReadOptions(ConnectorClasses.names(), false));
        return new LoadedModel(read.orThrow(), read.settings());
    }

    private ReplicatedRuntime begin(String engine, @Nullable Path snapshots) throws Exception {
        return begin(engine, snapshots, "");
    }

    private ReplicatedRuntime begin(String engine, @Nullable Path snapshots, String by)
            throws Exception {
        ServerSettings settings =
                ServerSettings.of(0, folder)
                        .with(Map.of("journal.folder", "journals", "snapshot.by", by));
        ReplicatedRuntime p =
                new ReplicatedRuntime(model(), engine, settings, snapshots, List.of());
        p.start();
        p.startConnectors();
        while (!p.isPrimary()) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return p;
    }

    private static void inject(ReplicatedRuntime p, int from, int to) throws Exception {
        Schema schema = p.spec().queries().get(0).windows().get(0).schema();
        BlockBuilder rows = new BlockBuilder(EventBlock.detached(schema), null);
        for (int k = from; k < to; k++) {
            rows.row(Opcode.INSERT).set(0, (long) k).set(1, "n" + k % 7).set(2, k / 4.0);
        }
        p.inject("q/in", List.of(rows.block()));
    }

    private ShadowOrder order(@Nullable Path base, long index) {
        LoadedModel model = model();
        return new ShadowOrder(
                "p",
                model.spec().xml(),
                Sha256.of(model.spec().xml()),
                Map.of(),
                Map.of("note", "of the journal"),
                folder,
                folder.resolve("journals/p"),
                base,
                folder.resolve("snapshots"),
                index);
    }

    @Test
    void aSnapshotTakenBesideTheEngineBringsTheSameStateBack() throws Exception {
        Path snapshots = folder.resolve("snapshots");
        ReplicatedRuntime first = begin("one", null, "engine");
        try (AutoCloseable end = first::close) {
            inject(first, 0, ROWS);
            Path byEngine = first.persist(snapshots);
            inject(first, ROWS, ROWS + 100);
            ShadowWork.Done beside =
                    ShadowProcess.take(order(byEngine, first.failover().committed()), 150_000);
            assertThat(SnapshotFolder.of(snapshots, "p").newest().folder())
                    .isEqualTo(beside.folder());
            assertThat(SnapshotFolder.of(snapshots, "p").newest().sections())
                    .containsExactly("replica", "note", "windows");
            inject(first, ROWS + 100, ROWS + 150);
        }
        byte[] out = Files.readAllBytes(folder.resolve("out.csv"));
        // goes on only if the digests of the first engine agree with its own
        ReplicatedRuntime second = begin("two", snapshots);
        try (AutoCloseable end = second::close) {
            assertThat(second.stats("q/in").rows()).isEqualTo(ROWS + 150);
            inject(second, ROWS + 150, ROWS + 151);
        }
        assertThat(Files.readAllBytes(folder.resolve("out.csv")))
                .startsWith(out)
                .hasSizeGreaterThan(out.length);
    }

    @Test
    void whatWasAcknowledgedIsAmongWhatASnapshotWouldHold() throws Exception {
        ReplicatedRuntime p = begin("one", null);
        try (AutoCloseable end = p::close) {
            for (int k = 0; k < 500; k++) {
                long before = p.committed();
                inject(p, k, k + 1);
                assertThat(p.committed()).as("behind row %d", k).isGreaterThan(before);
                assertThat(p.stats("q/in").rows()).isEqualTo(k + 1);
            }
        }
    }

    /** How long the engine stood still for its last snapshot, as metrics tell it. */
    private static double still(ReplicatedRuntime p) {
        return p.samples().stream()
                .filter(Sample.Gauge.class::isInstance)
                .map(Sample.Gauge.class::cast)
                .filter(g -> g.name().equals("lockstep_snapshot_still_seconds"))
                .mapToDouble(Sample.Gauge::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theEngineDoesNotStandStillForTheFirstSnapshotThatIsAskedFor() throws Exception {
        Path snapshots = folder.resolve("snapshots");
        ReplicatedRuntime first = begin("one", null);
        try (AutoCloseable end = first::close) {
            inject(first, 0, ROWS);
            assertThat(still(first)).isEqualTo(-1);

            first.persist(snapshots);

            assertThat(still(first)).isZero();
            inject(first, ROWS, ROWS + 50);
        }
        ReplicatedRuntime second = begin("two", snapshots);
        try (AutoCloseable end = second::close) {
            assertThat(second.stats("q/in").rows()).isEqualTo(ROWS + 50);
        }
    }

    @Test
    void theEngineStandsStillForFewRowsAndMetricsTellHowLong() throws Exception {
        ReplicatedRuntime p = begin("one", null);
        try (AutoCloseable end = p::close) {
            inject(p, 0, 10);

            p.persist(folder.resolve("snapshots"));

            assertThat(still(p)).isPositive();
        }
    }

    @Test
    void aJournalThatIsLongerThanSomebodyWaitsForIsNotGoneThrough() throws Exception {
        ReplicatedRuntime p = begin("one", null);
        try (AutoCloseable end = p::close) {
            inject(p, 0, ROWS);
            Shadowing shadowing =
                    new Shadowing(
                            model(), ServerSettings.of(0, folder), folder.resolve("journals/p"));
            long bytes = LocalHistory.bytes(folder.resolve("journals/p"));
            Busy engine = new Busy(p.committed());

            assertThat(shadowing.take(folder.resolve("snapshots"), bytes - 1, engine)).isNull();
            assertThat(shadowing.take(folder.resolve("snapshots"), 2 * bytes, engine)).isNotNull();
        }
    }

    /** An engine at work that holds many rows. */
    private record Busy(long committed) implements Shadowing.Working {
        @Override
        public boolean isBusy() {
            return true;
        }

        @Override
        public long rows() {
            return ROWS;
        }

        @Override
        public void awaitWritten() {}
    }

    @Test
    void theEngineWritesWhereTheSnapshotBeforeIsDamaged() throws Exception {
        Path snapshots = folder.resolve("snapshots");
        ReplicatedRuntime p = begin("one", null);
        try (AutoCloseable end = p::close) {
            inject(p, 0, ROWS);
            Path first = p.persist(snapshots);
            Files.write(first.resolve("replica"), new byte[10]);

            Path second = p.persist(snapshots);

            assertThat(SnapshotFolder.of(snapshots, "p").newest().folder()).isEqualTo(second);
        }
    }

    @Test
    void aShadowThatCannotReachTheEntryMakesNoSnapshot() throws Exception {
        ReplicatedRuntime p = begin("one", null);
        try (AutoCloseable end = p::close) {
            inject(p, 0, 10);
        }

        assertThatThrownBy(new ShadowWork(order(null, 1_000_000))::run)
                .isInstanceOf(LockstepException.class)
                .hasMessageContaining("LS-7005");

        assertThat(SnapshotFolder.of(folder.resolve("snapshots"), "p").list()).isEmpty();
    }
}
