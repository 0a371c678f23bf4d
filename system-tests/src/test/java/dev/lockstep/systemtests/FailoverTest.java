package dev.lockstep.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.server.trial.Certificate;
import dev.lockstep.systemtests.fault.Cut;
import dev.lockstep.systemtests.fault.Fault;
import dev.lockstep.systemtests.fault.Freeze;
import dev.lockstep.systemtests.fault.FreezeNode;
import dev.lockstep.systemtests.fault.FreezeShortly;
import dev.lockstep.systemtests.fault.Kill;
import dev.lockstep.systemtests.fault.KillAll;
import dev.lockstep.systemtests.fault.KillSuccessor;
import dev.lockstep.systemtests.fault.KillTwo;
import dev.lockstep.systemtests.fault.KillWhileJoining;
import dev.lockstep.systemtests.fault.KillWhilePersisting;
import dev.lockstep.systemtests.fault.LoseNode;
import dev.lockstep.systemtests.fault.Part;
import dev.lockstep.systemtests.fault.Slow;
import dev.lockstep.systemtests.fault.Switch;
import dev.lockstep.systemtests.fault.Who;
import dev.lockstep.systemtests.stage.Ground;
import dev.lockstep.systemtests.wire.Network;
import dev.lockstep.systemtests.wire.Target;
import dev.lockstep.systemtests.wire.Way;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, real faults: the output must be that of an undisturbed run. */
@Timeout(900)
final class FailoverTest {
    private static final int RATE = 500;
    private static final long SEED = 11;

    /** In one stream of events; those that are quick to heal stand for more of their kind. */
    private static final List<Fault> FAULTS =
            List.of(
                    new Kill(Who.ACTIVE),
                    new Cut(Who.ACTIVE, Set.of(Target.KAFKA), Way.BOTH),
                    new Switch(),
                    new Kill(Who.STANDBY),
                    new Freeze(Who.ACTIVE),
                    new Cut(Who.ACTIVE, Set.of(Target.ZOOKEEPER), Way.BOTH),
                    new Cut(Who.ACTIVE, Set.of(Target.KAFKA), Way.IN),
                    new KillSuccessor(),
                    new Freeze(Who.STANDBY),
                    new Cut(Who.ACTIVE, Set.of(Target.PEERS), Way.OUT),
                    new LoseNode(Part.ZOOKEEPER),
                    new FreezeShortly(),
                    new Cut(Who.ACTIVE, Set.of(Target.KAFKA), Way.OUT),
                    new KillWhilePersisting(Who.ACTIVE),
                    new Cut(Who.STANDBY, Set.of(Target.values()), Way.BOTH),
                    new Slow(Who.ACTIVE, 20, 0),
                    new KillWhileJoining(),
                    new Switch(),
                    new Cut(Who.ACTIVE, Set.of(Target.values()), Way.BOTH),
                    new LoseNode(Part.COORDINATOR),
                    new KillTwo(),
                    new FreezeNode(Part.BROKER),
                    new KillAll());

    @TempDir static Path folder;
    private static Ground ground;

    @BeforeAll
    static void start() {
        ground = Ground.start(folder.resolve("bus"), Network.LOOPBACK, false);
    }

    @AfterAll
    static void stop() {
        ground.close();
    }

    private interface Disturbance {
        void happen(Round round) throws Exception;
    }

    private static Certificate play(String prefix, Disturbance disturbance) throws Exception {
        Path here = folder.resolve(prefix);
        try (Round round = new Round(ground, here, prefix, SEED, RATE)) {
            disturbance.happen(round);
            return round.finish();
        }
    }

    @Test
    void whateverHappensTheOutputIsThatOfAnUndisturbedRun() throws Exception {
        assertThat(FAULTS).hasSizeGreaterThanOrEqualTo(20);
        GapTable table = new GapTable();

        Certificate certificate = play("faults_1", round -> strikeAll(round, table));

        table.text().lines().forEach(l -> System.out.println("Lockstep part: " + l));
        assertThat(certificate.faults()).isEmpty();
        assertThat(certificate.total()).matches(c -> c.isClean());
        assertThat(certificate.digests()).isEqualTo(certificate.wanted());
        assertThat(certificate.eventsIn()).isEqualTo(certificate.published()).isPositive();
        assertThat(certificate.total().seen()).isGreaterThan(certificate.eventsIn());
        assertThat(certificate.reigns())
                .isGreaterThan((int) FAULTS.stream().filter(Fault::isTakeover).count());
    }

    private static void strikeAll(Round round, GapTable table) throws Exception {
        for (int k = 0; k < FAULTS.size(); k++) {
            Outcome outcome = round.strike(FAULTS.get(k), SEED + k);
            table.add(FAULTS.get(k), outcome);
            assertThat(outcome.wrong()).as(FAULTS.get(k).words()).isEmpty();
        }
    }

    @Test
    void aRecordThatAnEngineDidNotCommitIsNoticed() throws Exception {
        Certificate certificate =
                play(
                        "planted_1",
                        round -> {
                            Map<String, Object> settings =
                                    Map.of(
                                            "bootstrap.servers",
                                            ground.cluster().kafka().bootstrap());
                            try (KafkaProducer<byte[], byte[]> intruder =
                                    new KafkaProducer<>(
                                            settings,
                                            new ByteArraySerializer(),
                                            new ByteArraySerializer())) {
                                String topic = round.outputs().get(0);
                                intruder.send(new ProducerRecord<>(topic, new byte[] {1})).get();
                            }
                            assertThat(round.strike(new Switch(), SEED).isRight()).isFalse();
                        });

        assertThat(certificate.isClean()).isFalse();
        assertThat(certificate.total().foreign()).isEqualTo(1);
        assertThat(certificate.total().lost()).isZero();
    }
}
