package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a kind of node loads, as a JVM wants to have them: nodes start in half the time
 * with it. It is made once, by a node that is started for it, and kept beside the class path under
 * a name that changes with whatever it depends on. Without it, where that folder cannot be written
 * for example, nodes start all the same.
 */
final class NodeArchive {
    /** The system property that keeps archives from being made and used, with the value "off". */
    static final String PROPERTY = "lockstep.brokers.archive";

    private static final Set<Path> TRIED = ConcurrentHashMap.newKeySet();

    private final NodeClassPath classPath;
    private final @Nullable Path file;

    private NodeArchive(NodeClassPath classPath, @Nullable Path file) {
        this.classPath = classPath;
        this.file = file;
    }

    /**
     * The archive of a kind of node, whether it exists or not.
     *
     * @throws LockstepException {@link BrokersError#NO_CLASS_PATH}
     */
    static NodeArchive of(String kind) {
        NodeClassPath found = NodeClassPath.find();
        if ("off".equals(System.getProperty(PROPERTY))) {
            return new NodeArchive(found, null);
        }
        try {
            NodeClassPath packed = found.with(NodeJar.of(found.own(), found.folder()));
            CRC32 sum = new CRC32();
            String all =
                    packed.text()
                            + Files.getLastModifiedTime(packed.own())
                            + System.getProperty("java.home")
                            + Runtime.version();
            sum.update(all.getBytes(StandardCharsets.UTF_8));
            String name = "%s-%08x.jsa".formatted(kind, sum.getValue());
            return new NodeArchive(packed, packed.folder().resolve(name));
        } catch (IOException cannotBeWritten) {
            return new NodeArchive(found, null);
        }
    }

    /** Options that tell a node's JVM where its classes are. */
    List<String> jvmOptions() {
        return file != null && Files.exists(file)
                ? List.of("-XX:SharedArchiveFile=" + file, "-cp", classPath.text())
                : List.of("-cp", classPath.text());
    }

    /**
     * Makes the archive unless it is there, or this JVM has tried already.
     *
     * @param trial starts one node in a folder with these options
     */
    void makeIfMissing(BiFunction<Path, List<String>, LocalNodes> trial) {
        if (file == null || Files.exists(file) || !TRIED.add(file)) {
            return;
        }
        Path folder = SharedFolder.make("archive");
        Path whole = folder.resolve("whole.jsa");
        List<String> options =
                List.of("-XX:ArchiveClassesAtExit=" + whole, "-cp", classPath.text());
        try {
            trial.apply(folder, options).all().get(0).stop();
            Path here = NodeFiles.fresh(file);
            Files.copy(whole, here);
            Files.move(here, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | LockstepException withoutArchive) {
            // the nodes start without it, only slower
        } finally {
            SharedFolder.delete(folder);
        }
    }
}
