package dev.lockstep.bench.failover;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Engines of one project, with its topics. One thread. */
final class Scene implements AutoCloseable {
    static final long WHOLE_MILLIS = 300_000;
    private static final Duration LONG_CALL = Duration.ofMinutes(10);
    private static final String PROJECT = "/SASESP/projects/bench";

    private final Lane lane;
    private final Engines engines;
    private final Path snapshots;

    private Scene(Lane lane, Engines engines, Path snapshots) {
        this.lane = lane;
        this.engines = engines;
        this.snapshots = snapshots;
    }

    /** Starts a project in failover and waits until all its engines are in step. */
    static Scene inFailover(Stage stage, String model, int count, List<String> flags)
            throws IOException, InterruptedException {
        Lane lane = new Lane(stage, stage.place(model, true));
        Path folder = stage.folder("engines");
        String snapshots = "failover.snapshots=" + folder.resolve("snapshots");
        return start(stage, lane, count, List.of("-C", snapshots), flags);
    }

    /** Starts one server that keeps a journal by itself. */
    static Scene alone(Stage stage, String model, List<String> flags)
            throws IOException, InterruptedException {
        Lane lane = new Lane(stage, stage.place(model, false));
        Path folder = stage.folder("engines");
        String journal = "journal.folder=" + folder.resolve("journal");
        return start(stage, lane, 1, List.of("-C", journal), flags);
    }

    /** Starts one server that keeps nothing but snapshots. */
    static Scene withoutJournal(Stage stage, String model, List<String> flags)
            throws IOException, InterruptedException {
        return start(stage, new Lane(stage, stage.place(model, false)), 1, List.of(), flags);
    }

    private static Scene start(
            Stage stage, Lane lane, int count, List<String> more, List<String> flags)
            throws IOException, InterruptedException {
        Path folder = stage.folder("engines");
        Path snapshots = Files.createDirectories(folder.resolve("snapshots"));
        List<String> options = new ArrayList<>(List.of("-model", lane.place().url()));
        options.addAll(lane.place().options());
        options.addAll(List.of("-C", "persist.root=" + snapshots));
        options.addAll(more);
        Scene scene = new Scene(lane, new Engines(count, folder, options, flags), snapshots);
        try {
            stage.say("starting %d engines", count);
            scene.engines.startAll();
            if (more.isEmpty()) {
                scene.awaitReady();
            } else {
                scene.engines.awaitWhole(WHOLE_MILLIS);
            }
            return scene;
        } catch (RuntimeException | InterruptedException e) {
            scene.close();
            throw e;
        }
    }

    Lane lane() {
        return lane;
    }

    Engines engines() {
        return engines;
    }

    EngineProcess active() throws InterruptedException {
        return engines.awaitActive(WHOLE_MILLIS, List.of());
    }

    private void awaitReady() throws InterruptedException {
        Engines.await(
                "a server that is ready",
                WHOLE_MILLIS,
                () ->
                        engines.all().stream()
                                .allMatch(
                                        e -> e.get("/SASESP/projects/bench").contains("running")));
    }

    /** Any that is not active. */
    EngineProcess standby() throws InterruptedException {
        EngineProcess active = active();
        return engines.all().stream()
                .filter(e -> e != active && e.isUp())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no standby"));
    }

    /** Has an engine write a snapshot. */
    void persist(EngineProcess engine) {
        state(engine, "persisted&path=" + snapshots);
    }

    /**
     * Changes the project's state.
     *
     * @throws IllegalStateException if the server does not say that it did
     */
    static void state(EngineProcess engine, String value) {
        demand(engine, "PUT", PROJECT + "/state?value=" + value);
    }

    static void demand(EngineProcess engine, String method, String path) {
        String answer = engine.request(method, path, LONG_CALL);
        if (!answer.contains("successfully")) {
            throw new IllegalStateException(
                    engine.name() + " answers to " + method + " " + path + ": " + answer);
        }
    }

    /** Bytes of the newest snapshot. */
    long snapshotBytes() throws IOException {
        return bytesOfNewest(snapshots.resolve("bench"));
    }

    Path snapshots() {
        return snapshots;
    }

    private static long bytesOfNewest(Path project) throws IOException {
        Path newest;
        try (Stream<Path> all = Files.list(project)) {
            newest =
                    all.filter(p -> p.getFileName().toString().startsWith("snapshot-"))
                            .sorted()
                            .reduce((a, b) -> b)
                            .orElseThrow(() -> new IllegalStateException("no snapshot is there"));
        }
        long bytes = 0;
        try (Stream<Path> files = Files.walk(newest)) {
            for (Path f : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(f);
            }
        }
        return bytes;
    }

    /** Waits until every engine keeps so many rows in a window. */
    void awaitRows(String window, long rows) throws InterruptedException {
        String label = "window=\"" + window + "\"";
        Engines.await(
                rows + " rows in " + window,
                WHOLE_MILLIS * 4,
                () ->
                        engines.all().stream()
                                .allMatch(
                                        e ->
                                                e.readings().value("lockstep_window_rows", label)
                                                        >= rows));
    }

    @Override
    public void close() {
        engines.close();
        lane.close();
    }
}
