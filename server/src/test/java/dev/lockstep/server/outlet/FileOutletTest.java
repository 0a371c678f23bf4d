package dev.lockstep.server.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.api.schema.Field;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.project.ConnectorStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FileOutletTest {
    @TempDir Path folder;
    private Path file;
    private FileOutlet outlet;
    private long sequence;

    @BeforeEach
    void open() {
        file = folder.resolve("out.csv");
        outlet = outlet();
        outlet.begin(0);
    }

    private FileOutlet outlet() {
        ConnectorConfig config =
                new ConnectorConfig(
                        "p/q/w/c",
                        Direction.SUBSCRIBE,
                        new Schema(List.of(new Field("a", FieldType.INT32, true))),
                        false,
                        Map.of(),
                        folder,
                        Location.UNKNOWN);
        return new FileOutlet(config, "q/w", file);
    }

    @AfterEach
    void close() throws InterruptedException {
        outlet.close();
    }

    /** Others have decided it: it is committed. */
    private void follow(String text) {
        outlet.add(++sequence, text.getBytes(StandardCharsets.UTF_8), false);
    }

    /** This engine has decided it. */
    private long decide(String text) {
        outlet.add(++sequence, text.getBytes(StandardCharsets.UTF_8), true);
        return sequence;
    }

    private void commit(long number) {
        outlet.released(new ReplicaOutput(0, number, new byte[0]));
    }

    private String written() throws IOException, InterruptedException {
        assertThat(outlet.awaitWritten(10_000)).isTrue();
        return Files.readString(file);
    }

    @Test
    void aStandbyWritesNothing() throws InterruptedException {
        follow("one\n");
        outlet.announced(Role.STANDBY);

        assertThat(outlet.awaitWritten(1_000)).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsMissingIsAddedBeforeWhatComesNext() throws Exception {
        follow("one\n");
        follow("two\n");
        Files.writeString(file, "one\ntw");
        outlet.announced(Role.ACTIVE);
        commit(decide("three\n"));

        assertThat(written()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void whatWasNeverCommittedIsCutOff() throws Exception {
        follow("one\n");
        Files.writeString(file, "one\nnever\n");
        outlet.announced(Role.ACTIVE);
        commit(decide("two\n"));

        assertThat(written()).isEqualTo("one\ntwo\n");
    }

    @Test
    void whatIsNotCommittedIsNotWritten() throws Exception {
        outlet.announced(Role.ACTIVE);
        long first = decide("one\n");
        decide("two\n");
        commit(first);

        assertThat(written()).isEqualTo("one\n");
    }

    @Test
    void aFileOfAnEarlierProjectIsOverwritten() throws Exception {
        Files.writeString(file, "something older that is longer\n");
        outlet.announced(Role.ACTIVE);
        commit(decide("new\n"));

        assertThat(written()).isEqualTo("new\n");
    }

    @Test
    void aFileThatEndsBeforeWhatIsKnownIsLeftAlone() throws Exception {
        outlet.begin(100);
        follow("hundred\n");
        Files.writeString(file, "short\n");
        outlet.announced(Role.ACTIVE);

        assertThat(outlet.awaitWritten(10_000)).isFalse();
        assertThat(outlet.status().state()).isEqualTo(ConnectorStatus.State.FAILED);
        assertThat(outlet.status().failure()).contains("LS-5051");
        assertThat(Files.readString(file)).isEqualTo("short\n");
    }

    @Test
    void aFileOfOtherContentIsLeftAlone() throws Exception {
        follow("one\ntwo\n");
        Files.writeString(file, "one\nnot");
        outlet.announced(Role.ACTIVE);

        assertThat(outlet.awaitWritten(10_000)).isFalse();
        assertThat(outlet.status().failure()).contains("LS-5052");
        assertThat(Files.readString(file)).isEqualTo("one\nnot");
    }

    @Test
    void whatWasCommittedIsStillWrittenByWhoHandsOver() throws Exception {
        outlet.announced(Role.ACTIVE);
        long last = decide("one\n");
        outlet.announced(Role.HANDING_OVER);
        commit(last);
        outlet.announced(Role.STANDBY);
        follow("two\n");

        assertThat(written()).isEqualTo("one\n");
    }

    @Test
    void whoWasUnsureWhetherItReignsGoesOnBehindWhatOthersHaveWritten() throws Exception {
        outlet.announced(Role.ACTIVE);
        commit(decide("one\n"));
        written();
        outlet.announced(Role.FENCING);
        follow("two\n");
        Files.writeString(file, "one\ntwo\n");
        outlet.announced(Role.ACTIVE);
        commit(decide("three\n"));

        assertThat(written()).isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void moreThanIsKeptOfTheTailIsWrittenWhole() throws Exception {
        outlet.announced(Role.ACTIVE);
        String row = "r".repeat(999) + "\n";
        int rows = (int) (2 * OutletLimits.TAIL_BYTES.defaultValue() / row.length());
        for (int k = 0; k < rows; k++) {
            commit(decide(row));
        }

        assertThat(outlet.awaitWritten(30_000)).isTrue();
        assertThat(Files.size(file)).isEqualTo((long) rows * row.length());
    }

    @Test
    void whatIsNotCommittedDrivesNothingOutThatTheOneBeforeMayNotHaveWritten() throws Exception {
        String row = "r".repeat(999) + "\n";
        int rows = (int) (OutletLimits.TAIL_BYTES.defaultValue() / row.length()) - 1;
        for (int k = 0; k < rows; k++) {
            follow(row);
        }
        outlet.announced(Role.CLAIMING);
        long last = 0;
        for (int k = 0; k < 100; k++) {
            last = decide(row);
        }
        outlet.announced(Role.ACTIVE);
        commit(last);

        assertThat(outlet.awaitWritten(30_000)).isTrue();
        assertThat(Files.size(file)).isEqualTo((rows + 100L) * row.length());
    }
}
