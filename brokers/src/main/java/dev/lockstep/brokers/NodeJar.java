package dev.lockstep.brokers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The nodes' own classes as one file, since a JVM shares only classes that come from such files. It
 * is named after its content, so that it never holds older classes than the folder.
 */
final class NodeJar {
    private static final String CLASSES = "dev/lockstep/brokers/node";

    private NodeJar() {}

    /**
     * The file of the nodes' classes; made if it is not there.
     *
     * @param own the module's classes, a folder or an archive
     * @param target where the file is kept
     */
    static Path of(Path own, Path target) throws IOException {
        byte[] content = pack(own);
        CRC32 sum = new CRC32();
        sum.update(content);
        Path jar = target.resolve("nodes-%08x.jar".formatted(sum.getValue()));
        if (!Files.exists(jar)) {
            Path whole = NodeFiles.fresh(jar);
            Files.write(whole, content);
            Files.move(whole, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar;
    }

    /** The same bytes for the same classes. */
    private static byte[] pack(Path own) throws IOException {
        if (Files.isDirectory(own)) {
            return packFolder(own.resolve(CLASSES));
        }
        try (FileSystem archive = FileSystems.newFileSystem(own)) {
            return packFolder(archive.getPath(CLASSES));
        }
    }

    private static byte[] packFolder(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.list(folder)) {
            List<Path> sorted = files.sorted().toList();
            for (Path file : sorted) {
                ZipEntry entry = new ZipEntry(CLASSES + "/" + file.getFileName());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(Files.readAllBytes(file));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
