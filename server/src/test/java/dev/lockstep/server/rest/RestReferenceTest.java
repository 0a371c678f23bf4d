package dev.lockstep.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.server.Models;
import dev.lockstep.server.RunningServer;
import dev.lockstep.server.project.Projects;
import dev.lockstep.server.settings.ServerSettings;
import dev.lockstep.server.source.Documents;
import dev.lockstep.server.source.ModelSource;
import dev.lockstep.server.source.PathRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on REST and the page on metrics show what the server really has. */
@SuppressWarnings("NullAway.Init")
class RestReferenceTest {
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @TempDir Path folder;

    private static List<String> rows(String page) throws IOException {
        return Files.readAllLines(Path.of("../docs/" + page)).stream()
                .filter(l -> l.startsWith("| "))
                .toList();
    }

    private List<Route> routes() {
        ServerSettings settings = ServerSettings.of(0, folder);
        Documents documents = new Documents(settings);
        return new RestInterface(
                        new RestInterface.Parts(
                                new Projects(
                                        (model, s) -> {
                                            throw new UnsupportedOperationException();
                                        },
                                        settings),
                                new ModelSource(settings, documents),
                                documents,
                                new PathRules(settings),
                                new NoControl(),
                                names -> ""))
                .routes();
    }

    /** Nobody asks it anything. */
    private static final class NoControl implements ServerControl {
        @Override
        public void stop() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void reload() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isReady() {
            return false;
        }

        @Override
        public String engineId() {
            return "";
        }

        @Override
        public Map<String, Integer> ports() {
            return Map.of();
        }

        @Override
        public Map<String, String> properties() {
            return Map.of();
        }
    }

    private static String row(Route r) {
        String parameters =
                new TreeSet<>(r.parameters())
                        .stream()
                                .filter(p -> !p.equals("format"))
                                .map(p -> "`" + p + "`")
                                .collect(Collectors.joining(", "));
        return "| "
                + r.method()
                + " `"
                + r.path()
                + "` | "
                + parameters
                + " | "
                + r.meaning().replace("|", "\\|")
                + " |";
    }

    @Test
    void thePageShowsEveryRouteWithItsParameters() throws Exception {
        List<String> known = routes().stream().map(RestReferenceTest::row).toList();
        assertThat(rows("reference/rest.md").stream().filter(l -> l.matches("\\| [A-Z]+ `.*")))
                .containsExactlyElementsOf(known)
                .hasSizeGreaterThan(25);
    }

    /** A sink that has a guarantee, since the server keeps a journal. */
    private String model() {
        return Models.project(
                Models.source(
                        "s",
                        "",
                        Models.connectors(
                                Models.fs(
                                        "out",
                                        "subscribe",
                                        folder.resolve("out.csv"),
                                        "snapshot",
                                        "true"))));
    }

    private static List<String> shown(String metrics) {
        return metrics.lines()
                .filter(l -> l.startsWith("# TYPE "))
                .map(l -> l.split(" "))
                .map(w -> "| `" + w[2] + "` | " + w[3] + " |")
                .toList();
    }

    /** The rows of a page that begin with a metric's name and its type. */
    private static List<String> explained() throws IOException {
        return rows("operating/metrics.md").stream()
                .filter(l -> l.matches("\\| `[a-z_]+` \\| (gauge|counter|histogram) .*"))
                .map(l -> l.replaceAll("^(\\| [^|]+ \\| [^|]+ \\|).*", "$1"))
                .toList();
    }

    private static boolean isFirst(String row) {
        return row.startsWith("| `esp_") || row.startsWith("| `lockstep_");
    }

    @Test
    void thePageOfMetricsExplainsEveryOneOfThem() throws Exception {
        try (RunningServer server = RunningServer.with(folder, Map.of("journal.folder", "j"))) {
            server.load(model());
            await().atMost(TEN_SECONDS)
                    .until(() -> server.get("/metrics").body().contains("lockstep_window_rows"));
            String first = server.get("/metrics").body();
            assertThat(explained().stream().filter(RestReferenceTest::isFirst))
                    .containsExactlyInAnyOrderElementsOf(shown(first));
            assertThat(shown(server.get("metrics").body())).isEqualTo(shown(first));
            assertThat(explained())
                    .containsExactlyInAnyOrderElementsOf(
                            shown(server.get("/eventStreamProcessing/v2/metrics").body()));
        }
    }

    @Test
    void aProjectWithoutJournalShowsNothingThatThePageDoesNotExplain() throws Exception {
        try (RunningServer server = RunningServer.in(folder)) {
            server.load(model());
            assertThat(explained())
                    .containsAll(shown(server.get("/metrics").body()))
                    .contains("| `esp_window_cpu_usage` | gauge |");
        }
    }
}
