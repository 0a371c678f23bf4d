package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Folders for what lives as long as this JVM and its child processes. */
public final class SharedFolder {
    private static final Set<Path> KEPT = ConcurrentHashMap.newKeySet();

    private SharedFolder() {}

    /**
     * A new folder below the temporary ones, which goes when the JVM ends in order, by Ctrl-C too,
     * after the processes that it had started.
     *
     * @throws LockstepException {@link BrokersError#FOLDER}
     */
    public static Path make(String stem) {
        return make(Path.of(System.getProperty("java.io.tmpdir")), stem);
    }

    /** The same below that folder. */
    public static Path make(Path parent, String stem) {
        try {
            Path folder = Files.createTempDirectory(parent, "lockstep-" + stem + "-");
            RunningNodes.afterwards(() -> delete(folder));
            return folder;
        } catch (IOException e) {
            throw new LockstepException(
                    BrokersError.FOLDER, "No folder can be made below " + parent + ".", e);
        }
    }

    /** Has the folder outlive this JVM, for whoever wants to know what went wrong. */
    public static void keep(Path folder) {
        KEPT.add(folder);
    }

    /** Deletes a folder with all that is in it; one that is gone is fine. */
    public static void delete(Path folder) {
        if (KEPT.contains(folder) || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            System.err.println("The folder " + folder + " is left: " + left);
        }
    }
}
