package dev.lockstep.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.error.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientOptionsTest {
    private static Map<String, String> options(String list) {
        return KafkaSettings.of(Configs.subscribe("kafkaglobalconfig=" + list)).clients().options();
    }

    private static List<String> problems(ConnectorConfig config) {
        return new KafkaConnector()
                .validate(config).stream().map(p -> p.severity() + " " + p.code().code()).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "message.max.bytes=5000, max.request.size, 5000",
        "queue.buffering.max.ms=7, linger.ms, 7",
        "queue.buffering.max.kbytes=64, buffer.memory, 65536",
        "compression.codec=zstd, compression.type, zstd",
        "message.timeout.ms=200000, delivery.timeout.ms, 200000",
        "socket.timeout.ms=9000, request.timeout.ms, 9000",
        "ssl.endpoint.identification.algorithm=none, ssl.endpoint.identification.algorithm, ''",
        "linger.ms=3, linger.ms, 3",
        "retry.backoff.ms=5, retry.backoff.ms, 5",
        "max.in.flight=1, max.in.flight.requests.per.connection, 1"
    })
    void anOptionGetsTheNameThatTheClientKnows(String given, String name, String value) {
        assertThat(options(given)).containsExactly(Map.entry(name, value));
        assertThat(problems(Configs.subscribe("kafkatopicconfig=" + given))).isEmpty();
    }

    @Test
    void eachClientGetsWhatItKnows() {
        KafkaClients clients =
                KafkaSettings.of(
                                Configs.publish(
                                        "kafkaglobalconfig=fetch.wait.max.ms=70;client.rack=a",
                                        "kafkatopicconfig=linger.ms=3"))
                        .clients();
        assertThat(clients.consumer()).containsOnlyKeys("client.rack", "fetch.max.wait.ms");
        assertThat(clients.producer()).containsOnlyKeys("linger.ms");
        assertThat(clients.admin()).isEmpty();
    }

    @Test
    void aLoginIsMadeOfUserAndPasswordWhateverIsInThem() {
        String list =
                "security.protocol=SASL_SSL;sasl.username=$ConnectionString; "
                        + "sasl.password=\"Endpoint=sb://x/;Key=a\\b==\" ;sasl.mechanisms=PLAIN;"
                        + "ssl.ca.location=/etc/ca.pem;";
        assertThat(options(list))
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("ssl.truststore.location", "/etc/ca.pem")
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"$ConnectionString\""
                                + " password=\"Endpoint=sb://x/;Key=a\\\\b==\";")
                .hasSize(5);
        assertThat(options("sasl.mechanism=SCRAM-SHA-512;sasl.username=u;sasl.password=p"))
                .containsValue(
                        "org.apache.kafka.common.security.scram.ScramLoginModule required"
                                + " username=\"u\" password=\"p\";");
        assertThat(problems(Configs.publish("kafkaglobalconfig=sasl.username=u")))
                .containsExactly("ERROR LS-4102");
    }

    @Test
    void passwordsAreNotShown() {
        String list = "sasl.mechanism=PLAIN;sasl.username=u;sasl.password=secret";
        KafkaSettings settings = KafkaSettings.of(Configs.publish("kafkaglobalconfig=" + list));
        assertThat(settings.toString() + settings.clients()).doesNotContain("secret");
        assertThat(
                        new KafkaConnector()
                                .validate(
                                        Configs.publish(
                                                "kafkaglobalconfig=" + list + ";linger.ms=x;secret",
                                                "kafkatopicconfig=" + list + "\";linger.ms=x")))
                .hasSize(3)
                .extracting(Problem::toString)
                .noneMatch(p -> p.contains("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acks=1",
                "request.required.acks=0",
                "enable.idempotence=false",
                "isolation.level=read_uncommitted",
                "enable.auto.commit=true",
                "auto.offset.reset=latest",
                "group.id=g",
                "bootstrap.servers=h:1",
                "transactional.id=t",
                "retries=0",
                "message.send.max.retries=0",
                "max.in.flight=6",
                "check.crcs=false",
                "enable.ssl.certificate.verification=false",
                "interceptor.classes=a.B",
                "partitioner.class=a.B",
                "metric.reporters=a.B",
                "sasl.jaas.config=a.B required;",
                "sasl.login.callback.handler.class=a.B"
            })
    void whatWouldLoseEventsOrChooseClassesIsRefused(String option) {
        assertThat(problems(Configs.subscribe("kafkaglobalconfig=" + option)))
                .containsExactly("ERROR LS-4104");
    }

    @Test
    void whatIsSaidAnywayIsAccepted() {
        assertThat(options("acks=all;request.required.acks=-1;enable.idempotence=true")).isEmpty();
        assertThat(problems(Configs.subscribe("kafkaglobalconfig=acks=all"))).isEmpty();
    }

    @Test
    void whatHasNoCounterpartIsToldAndWhatIsUnknownIsAnError() {
        assertThat(problems(Configs.publish("kafkaglobalconfig=enable.sparse.connections=false")))
                .containsExactly("NOTE LS-4105");
        assertThat(problems(Configs.publish("kafkaglobalconfig=linger.ms=3")))
                .as("of the other direction")
                .containsExactly("NOTE LS-4105");
        assertThat(problems(Configs.publish("kafkaglobalconfig=liger.ms=3")))
                .containsExactly("ERROR LS-4101");
        assertThat(problems(Configs.publish("kafkaglobalconfig=fetch.min.bytes=many")))
                .containsExactly("ERROR LS-4102");
        assertThat(problems(Configs.publish("kafkaglobalconfig=fetch.min.bytes=-5")))
                .containsExactly("ERROR LS-4102");
        assertThat(problems(Configs.publish("kafkaglobalconfig=" + "debug=x;".repeat(201))))
                .containsExactly("ERROR LS-4102");
    }
}
