package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.failover.kafka.TopicNames;
import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Engines that come back with a state that was saved, or are given one by another engine. */
@Timeout(600)
final class JoiningTest extends FileEngines {
    @Test
    void aStandbyThatWasPersistedAndRestartedTakesOver() throws Exception {
        EngineProcess active = withModel("first");
        await().atMost(PATIENCE).until(active::isPrimary);
        int port = ports.next("127.0.0.1");
        EngineProcess standby = engine("second", port, List.of("-model", "file://" + model));
        awaitStandby(standby);
        awaitFirstHalf();
        put(standby, "/state?value=stopped");
        await().atMost(PATIENCE)
                .until(() -> active.get(PROJECT + "/failover").contains("paused=\"true\""));
        put(standby, "/state?value=persisted&path=saved");
        put(standby, "/state?value=running");
        put(standby, "/state?value=connectorsStarted");
        await().atMost(PATIENCE)
                .until(() -> !active.get(PROJECT + "/failover").contains("paused=\"true\""));
        standby.kill();

        EngineProcess again = engine("second", port, List.of());
        await().atMost(PATIENCE).until(() -> again.get("/internal/ready").contains("ready"));
        put(again, "?start=false&projectUrl=file://" + model);
        put(again, "/state?value=restored&path=saved");
        put(again, "/state?value=running");
        put(again, "/state?value=connectorsStarted");
        awaitStandby(again);
        assertThat(Files.readString(again.log())).contains("goes on from Snapshot");

        active.kill();
        publish(ROWS / 2, ROWS);
        assertComplete();
        assertThat(again.isPrimary()).isTrue();
    }

    @Test
    void anEngineJoinsFromAnotherWhereTheJournalsBeginningIsGone() throws Exception {
        EngineProcess active = withModel("first");
        await().atMost(PATIENCE).until(active::isPrimary);
        EngineProcess standby = withModel("second");
        awaitStandby(standby);
        awaitFirstHalf();
        forgetJournal(standby);

        EngineProcess late = withModel("third");
        awaitStandby(late);
        assertThat(Files.readString(late.log())).contains("goes on from the state of second");

        active.kill();
        standby.kill();
        publish(ROWS / 2, ROWS);
        assertComplete();
        assertThat(late.isPrimary()).isTrue();
    }

    @Test
    void anActiveThatIsAloneTakesSnapshotsItselfAndGoesOnFromThem() throws Exception {
        Path kept = folder.resolve("kept");
        List<String> options =
                List.of(
                        "-model",
                        "file://" + model,
                        "-C",
                        "snapshot.folder=" + kept,
                        "-C",
                        "snapshot.every=1s");
        int port = ports.next("127.0.0.1");
        EngineProcess active = engine("first", port, options);
        await().atMost(PATIENCE).until(active::isPrimary);
        awaitFirstHalf();
        await("a snapshot").atMost(PATIENCE).until(() -> hasSnapshot(kept));
        active.kill();

        EngineProcess again = engine("first", port, options);
        publish(ROWS / 2, ROWS);
        assertComplete();
        assertThat(Files.readString(again.log())).contains("goes on from Snapshot");
    }

    private static boolean hasSnapshot(Path kept) throws IOException {
        Path ofProject = kept.resolve("files");
        if (!Files.isDirectory(ofProject)) {
            return false;
        }
        // not a walk: what is being written there is renamed meanwhile
        try (Stream<Path> all = Files.list(ofProject)) {
            return all.anyMatch(p -> p.getFileName().toString().startsWith("snapshot-"));
        }
    }

    /** Deletes what an engine has stepped of the journal. */
    private void forgetJournal(EngineProcess stepping) throws Exception {
        TopicPartition journal = new TopicPartition(TopicNames.of(prefix).journal("files"), 0);
        // an entry takes one offset at least
        long stepped = stepping.readings().entries();
        assertThat(stepped).isPositive();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            admin.deleteRecords(Map.of(journal, RecordsToDelete.beforeOffset(stepped))).all().get();
        }
    }
}
