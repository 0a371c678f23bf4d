package dev.lockstep.server.run;

import static dev.lockstep.server.Models.connector;
import static dev.lockstep.server.Models.connectors;
import static dev.lockstep.server.Models.project;
import static dev.lockstep.server.Models.source;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SchemaRespondersTest {
    private static String kafka(String name, String broker, String urlHostPort) {
        return connector(
                "kafka",
                name,
                "publish",
                "kafkahostport",
                broker,
                "kafkatopic",
                "t",
                "urlhostport",
                urlHostPort);
    }

    private static ProjectSpec spec(String... connectors) {
        String model = project(source("in", "", connectors(connectors)));
        return ProjectReader.read(
                        model.getBytes(StandardCharsets.UTF_8),
                        "m.xml",
                        name -> null,
                        new ReadOptions(ConnectorClasses.names(), false))
                .orThrow();
    }

    @Test
    void everyClusterAndNameOfAProjectsConnectorsIsAnsweredOnce() {
        ProjectSpec spec =
                spec(
                        kafka("a", "one:9092", "esp:5555"),
                        kafka("b", "one:9092", "esp_5555"),
                        kafka("c", "two:9092", "esp:5555"),
                        kafka("d", "one:9092", "other:5555"));
        assertThat(SchemaResponders.topics(spec).keySet())
                .containsExactly(
                        "one:9092 esp_5555.M", "two:9092 esp_5555.M", "one:9092 other_5555.M");
    }

    @Test
    void whereThereIsNoSuchNameNobodyIsAnswered() {
        ProjectSpec spec = spec(kafka("a", "one:9092", ""), kafka("b", "one:9092", "no name"));
        assertThat(SchemaResponders.topics(spec)).isEmpty();
        new SchemaResponders(spec).close();
    }
}
