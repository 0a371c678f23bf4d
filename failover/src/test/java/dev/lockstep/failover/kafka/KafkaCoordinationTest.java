package dev.lockstep.failover.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.brokers.Node;
import dev.lockstep.brokers.SharedKafka;
import dev.lockstep.failover.coordination.Coordination;
import dev.lockstep.failover.coordination.CoordinationContract;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.coordination.MemberText;
import dev.lockstep.failover.coordination.TestMember;
import dev.lockstep.failover.role.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaCoordinationTest extends CoordinationContract {
    @Override
    protected Coordination coordination() {
        return new KafkaCoordination(KafkaCoordinationSettings.at(address()));
    }

    @Override
    protected String kind() {
        return "kafka";
    }

    @Override
    protected String address() {
        return SharedKafka.get().bootstrap();
    }

    @Override
    protected List<Node> servers() {
        return SharedKafka.get().nodes();
    }

    @Override
    protected Duration detection() {
        return Duration.ofMillis(2500);
    }

    @Test
    void whatIsNoRecordOfAnEngineOfTheProjectIsPassedOver() throws Exception {
        TestMember a = join("a", Role.ACTIVE);
        String topic = KafkaCoordinationSettings.at(address()).topic(project);
        byte[] stranger = MemberText.write(new Member("other", "x", 1, "", Role.ACTIVE, 99, 1, 1));
        byte[] liar = MemberText.write(new Member(project, "y", 1, "", Role.ACTIVE, 99, 1, 1));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", address()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {'x'}, stranger)).get();
            producer.send(new ProducerRecord<>(topic, new byte[] {'z'}, liar)).get();
            producer.send(new ProducerRecord<>(topic, new byte[] {'g'}, new byte[9])).get();
        }
        TestMember b = join("b", Role.STANDBY);
        await().atMost(Duration.ofSeconds(10)).until(() -> a.engines().size() == 2);
        await().atMost(Duration.ofSeconds(10)).until(() -> b.engines().size() == 2);

        assertThat(a.engines()).containsExactly("a", "b");
        assertThat(b.engines()).containsExactly("a", "b");
    }

    @Test
    void aBrokerThatIsLostIsNoReasonToHoldAnEngineForGone() {
        TestMember a = join("a", Role.ACTIVE);
        TestMember b = join("b", Role.STANDBY);
        await().atMost(Duration.ofSeconds(10)).until(() -> b.engines().size() == 2);
        await().atMost(Duration.ofSeconds(10)).until(() -> a.engines().size() == 2);
        SharedKafka.get().node(1).kill();
        try {
            TestMember c = join("c", Role.STANDBY);
            await().atMost(Duration.ofSeconds(30)).until(() -> c.engines().size() == 3);
            assertThat(b.gone).isEmpty();
            assertThat(a.gone).isEmpty();
        } finally {
            SharedKafka.get();
        }
    }

    @Test
    void brokersThatAreNotThereAreNoReasonToWait() {
        KafkaCoordination nowhere =
                new KafkaCoordination(KafkaCoordinationSettings.at("127.0.0.1:1"));
        try (TestMember a =
                new TestMember(nowhere, new Member(project, "a", -1, "", Role.ACTIVE, 1, 1, 1))) {
            a.becomes(Role.STANDBY, 1, 2);

            assertThat(a.coordination.isInTouch()).isFalse();
            assertThat(a.engines()).isEmpty();
        }
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        KafkaCoordinationSettings good = KafkaCoordinationSettings.at("h:1");
        assertThatThrownBy(() -> KafkaCoordinationSettings.at("")).hasMessageContaining("LS-7044");
        assertThatThrownBy(() -> new KafkaCoordinationSettings("h:1", "p", 500, 1, Map.of()))
                .hasMessageContaining("LS-7044");
        assertThatThrownBy(() -> good.topic("x".repeat(250))).hasMessageContaining("LS-7044");
        assertThat(good.withPrefix("host_1").topic("a b")).isEqualTo("host_1.a_b.G");
        assertThat(good.with(Map.of("sasl.jaas.config", "secret")).toString())
                .doesNotContain("secret");
    }
}
