package dev.lockstep.bench.peers;

import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The model files of the benchmark.
 *
 * @param folder holds {@code w1.xml} and so on
 */
public record Models(Path folder) {
    /** Those of the Lockstep that the launcher has started. */
    public static Models ofThisTree() {
        return new Models(Path.of(System.getProperty("lockstep.home", "."), "bench", "models"));
    }

    ProjectSpec project(Workload workload) throws IOException {
        return project(workload.original().label().toLowerCase(Locale.ROOT));
    }

    /**
     * @param name of the file, without {@code .xml}
     */
    public ProjectSpec project(String name) throws IOException {
        Path file = folder.resolve(name + ".xml");
        return ProjectReader.read(
                        Files.readAllBytes(file),
                        file.toString(),
                        n -> null,
                        new ReadOptions(List.of(), true))
                .orThrow();
    }
}
