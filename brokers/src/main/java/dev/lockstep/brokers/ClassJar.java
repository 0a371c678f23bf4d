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
 * Classes as one file, since a JVM shares only classes that come from such files. It is named after
 * its content, so that it never holds older classes than the folder.
 */
final class ClassJar {
    private ClassJar() {}

    /**
     * The file of some classes; made if it is not there.
     *
     * @param own a module's classes, a folder or an archive
     * @param below the folder among them whose files are wanted; empty for all
     * @param target where the file is kept
     * @param name what its own name begins with
     */
    static Path of(Path own, String below, Path target, String name) throws IOException {
        byte[] content = pack(own, below);
        CRC32 sum = new CRC32();
        sum.update(content);
        Path jar = target.resolve("%s-%08x.jar".formatted(name, sum.getValue()));
        if (!Files.exists(jar)) {
            Path whole = NodeFiles.fresh(jar);
            Files.write(whole, content);
            Files.move(whole, jar, StandardCopyOption.ATOMIC_MOVE);
        }
        return jar;
    }

    /** The same bytes for the same classes. */
    private static byte[] pack(Path own, String below) throws IOException {
        if (Files.isDirectory(own)) {
            return packFolder(own, own.resolve(below));
        }
        try (FileSystem archive = FileSystems.newFileSystem(own)) {
            Path root = archive.getPath("/");
            return packFolder(root, root.resolve(below));
        }
    }

    private static byte[] packFolder(Path root, Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(folder)) {
            zip.setLevel(ZipOutputStream.STORED);
            List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
            for (Path file : sorted) {
                ZipEntry entry = new ZipEntry(nameIn(root, file));
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(Files.readAllBytes(file));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static String nameIn(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
