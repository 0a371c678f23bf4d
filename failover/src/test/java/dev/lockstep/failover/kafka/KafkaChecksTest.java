package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** What is made and what is found fault with, on real brokers. */
final class KafkaChecksTest {
    @Test
    void whatTheEngineMakesItselfIsStrongEnough() {
        try (Bench bench = new Bench()) {
            KafkaBusSettings settings = bench.settings("one");
            String metadata = bench.names.metadata() + bench.project;
            assertThat(KafkaTopics.createMissing(settings, metadata))
                    .containsExactlyInAnyOrder(
                            bench.journal,
                            bench.journal + ".rehearsal",
                            metadata,
                            bench.input,
                            bench.output);
            assertThat(KafkaChecks.check(settings)).isEmpty();
            assertThat(KafkaTopics.createMissing(settings, metadata)).isEmpty();
        }
    }

    @Test
    void theJournalIsKeptForEver() throws Exception {
        try (Bench bench = new Bench().made()) {
            Config config =
                    KafkaChecks.config(bench.admin, ConfigResource.Type.TOPIC, bench.journal);
            assertThat(config.get("retention.ms").value()).isEqualTo("-1");
            assertThat(config.get("retention.bytes").value()).isEqualTo("-1");
            assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
            assertThat(config.get("min.insync.replicas").value()).isEqualTo("2");
        }
    }

    @Test
    void allTopicsOfAProjectHaveOneLeaderSoThatACommitIsOneRequest() throws Exception {
        try (Bench bench = new Bench().made()) {
            var topics =
                    bench.admin
                            .describeTopics(List.of(bench.journal, bench.input, bench.output))
                            .allTopicNames()
                            .get();
            assertThat(topics.values())
                    .extracting(t -> t.partitions().get(0).replicas())
                    .hasSize(3)
                    .allSatisfy(replicas -> assertThat(replicas).hasSize(3))
                    .satisfies(all -> assertThat(Set.copyOf(all)).hasSize(1));
        }
    }

    @Test
    void settingsThatClientsRefuseAreSaidAtOnceOrWithTheFirstFence() {
        try (Bench bench = new Bench().made()) {
            KafkaBusSettings good = bench.settings("one");
            KafkaBusSettings bad = good.with("security.protocol", "NONE_SUCH");
            assertThatThrownBy(() -> new Party(bad)).hasMessageContaining("LS-7061");
            try (Party party = new Party(good.with("compression.type", "none-such"))) {
                party.bus.perform(new Effect.Fence(1));
                assertThat(party.take(Fact.Failed.class).reason()).contains("none-such");
            }
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        try (Bench bench = new Bench()) {
            assertThat(codes(KafkaChecks.check(bench.settings("one"))))
                    .containsExactly("E LS-7063", "E LS-7063", "E LS-7063");
        }
    }

    @Test
    void aTopicThatCouldLoseRecordsIsAnError() throws Exception {
        assertThat(journalOf(1, 1, Map.of())).containsExactly("E LS-7066");
        assertThat(journalOf(1, 3, Map.of("min.insync.replicas", "1")))
                .containsExactly("E LS-7067");
        assertThat(journalOf(1, 3, Map.of("unclean.leader.election.enable", "true")))
                .containsExactly("E LS-7068");
        assertThat(journalOf(1, 3, Map.of("cleanup.policy", "compact")))
                .containsExactly("E LS-7070");
        assertThat(journalOf(2, 3, Map.of())).containsExactly("E LS-7065");
    }

    @Test
    void whatOnlyMakesThingsHarderIsAWarning() throws Exception {
        assertThat(journalOf(1, 2, Map.of())).containsExactly("W LS-7066");
        assertThat(journalOf(1, 3, Map.of("min.insync.replicas", "3")))
                .containsExactly("W LS-7067");
        assertThat(journalOf(1, 3, Map.of("retention.ms", "30000"))).containsExactly("W LS-7069");
        assertThat(journalOf(1, 3, Map.of("max.message.bytes", "1000000")))
                .containsExactly("W LS-7071");
    }

    @Test
    void aTopicThatForgetsWhatSnapshotsNeedIsAnError() throws Exception {
        Map<String, String> hour = Map.of("retention.ms", "3600000");
        assertThat(journalOf(1, 3, hour, 3_600_001)).containsExactly("E LS-7069");
        assertThat(journalOf(1, 3, hour, 3_600_000)).containsExactly("W LS-7069");
    }

    private static List<String> journalOf(int partitions, int copies, Map<String, String> more)
            throws Exception {
        return journalOf(partitions, copies, more, 0);
    }

    /** The findings where the journal is like that and all else is well. */
    private static List<String> journalOf(
            int partitions, int copies, Map<String, String> more, long neededMillis)
            throws Exception {
        try (Bench bench = new Bench()) {
            Map<String, String> configs = new java.util.TreeMap<>();
            configs.put("retention.ms", "-1");
            configs.put("min.insync.replicas", copies == 1 ? "1" : "2");
            configs.put("max.message.bytes", "17000000");
            configs.putAll(more);
            NewTopic journal =
                    new NewTopic(bench.journal, partitions, (short) copies).configs(configs);
            bench.admin.createTopics(List.of(journal)).all().get();
            bench.made();
            return codes(KafkaChecks.check(bench.settings("one"), neededMillis));
        }
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(p -> (p.isError() ? "E " : "W ") + p.code().code()).toList();
    }

    @Test
    void aPartitionThatIsNotThereIsAnError() {
        try (Bench bench = new Bench().made()) {
            KafkaBusSettings s = bench.settings("one");
            List<KafkaBusSettings.Output> outputs =
                    List.of(new KafkaBusSettings.Output(bench.output, 3, false));
            KafkaBusSettings other =
                    new KafkaBusSettings(
                            s.bootstrap(),
                            s.engine(),
                            s.transactionalId(),
                            s.journal(),
                            s.inputs(),
                            outputs,
                            s.client());
            assertThat(codes(KafkaChecks.check(other))).containsExactly("E LS-7065");
        }
    }

    @Test
    void historyThatASnapshotNeedsAndTheTopicsForgotIsAnError() throws Exception {
        try (Bench bench = new Bench().made()) {
            bench.publish(bench.input, List.of("a", "b", "c"));
            TopicPartition place = new TopicPartition(bench.input, 0);
            bench.admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(2))).all().get();
            KafkaBusSettings settings = bench.settings("one");

            assertThat(KafkaChecks.checkHistory(settings, 0, List.of(2L))).isEmpty();
            List<Problem> found = KafkaChecks.checkHistory(settings, 0, List.of(1L));
            assertThat(codes(found)).containsExactly("E LS-7069");
            assertThat(found.get(0).detail()).contains(bench.input, "offset 2", "from 1");
            try (Party party = new Party(settings)) {
                assertThat(party.bus.reach()).isEqualTo(new Reach(0, 0, List.of(2L)));
            }
        }
    }

    @Test
    void aTransactionThatStaysOpenIsToldOnceAndThatItEndedIsNoticed() {
        try (Bench bench = new Bench().made();
                var rival = bench.rival()) {
            StuckWatch watch = new StuckWatch(bench.settings("one"), new Topics(bench.admin));
            TopicPartition place = new TopicPartition(bench.output, 0);
            bench.publish(bench.output, List.of("committed"));
            assertThat(watch.look(place)).isEmpty();
            rival.initTransactions();
            rival.beginTransaction();
            rival.send(Bench.record(bench.output, "open"));
            rival.flush();

            assertThat(watch.look(place)).isEmpty();
            assertThat(watch.look(place).orElseThrow().detail()).contains(bench.output, "offset 1");
            assertThat(watch.look(place)).isEmpty();
            rival.abortTransaction();
            assertThat(watch.look(place)).isEmpty();
        }
    }

    @Test
    void brokersThatCannotBeReachedAreAnErrorAndNoException() {
        try (Bench bench = new Bench()) {
            KafkaBusSettings s = bench.settings("one");
            KafkaBusSettings nowhere =
                    new KafkaBusSettings(
                            "127.0.0.1:1",
                            s.engine(),
                            s.transactionalId(),
                            s.journal(),
                            s.inputs(),
                            s.outputs(),
                            Map.of("default.api.timeout.ms", "2000"));
            assertThat(codes(KafkaChecks.check(nowhere))).containsExactly("E LS-7075");
            assertThatThrownBy(() -> KafkaTopics.createMissing(nowhere, ""))
                    .isInstanceOf(LockstepException.class)
                    .hasMessageContaining("LS-7064");
        }
    }

    @Test
    void anInitialOffsetIsReadAsThePropertySaysIt() {
        assertThat(List.of("smallest", "Largest", " 17 "))
                .map(InitialOffset::parse)
                .isEqualTo(
                        new ArrayList<>(
                                List.of(
                                        InitialOffset.SMALLEST,
                                        InitialOffset.LARGEST,
                                        InitialOffset.at(17))));
        assertThat(List.of("", "-1", "latest", "1.5", "1234567890123456789"))
                .allSatisfy(
                        bad ->
                                assertThatThrownBy(() -> InitialOffset.parse(bad))
                                        .hasMessageContaining("LS-7061"));
    }
}
