package dev.lockstep.server.persist;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** What snapshots need of the file system. */
final class Trees {
    private Trees() {}

    /** Makes what was written to a file, or the names in a folder, outlast a loss of power. */
    static void sync(Path path) throws IOException {
        try (FileChannel c = FileChannel.open(path, StandardOpenOption.READ)) {
            c.force(true);
        }
    }

    /** Makes the folder and those above it, each of them lasting. */
    static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        if (parent != null) {
            sync(parent);
        }
    }

    /** Deletes a snapshot's folder; links in it are deleted, not followed. */
    static void delete(Path folder) {
        try (Stream<Path> in = Files.list(folder)) {
            List<Path> files = in.toList();
            for (Path file : files) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new LockstepException(
                    PersistError.NOT_SAVED, "Folder " + folder + " cannot be removed: " + e + ".");
        }
    }
}
