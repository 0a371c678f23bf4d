package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a JVM loads and learns as it runs a class path, kept for those that run the same one later:
 * they start in less than half the time. It is made once, by a process that is started for it, and
 * has a name that changes with whatever it depends on. Without it, where its folder cannot be
 * written for example, processes start all the same. Safe for use by several threads.
 */
public final class JvmArchive {
    /** The system property that keeps archives from being made and used, with the value "off". */
    static final String PROPERTY = "lockstep.archive";

    /** Since then a cache holds more than classes, and one run makes it. */
    private static final int CACHE_SINCE = 25;

    private static final System.Logger LOG = System.getLogger(JvmArchive.class.getName());
    private static final Set<Path> TRIED = ConcurrentHashMap.newKeySet();
    private static final boolean IS_CACHE = Runtime.version().feature() >= CACHE_SINCE;

    private final String classPath;
    private final String kind;
    private final @Nullable Path file;

    private JvmArchive(String kind, String classPath, @Nullable Path file) {
        this.kind = kind;
        this.classPath = classPath;
        this.file = file;
    }

    /**
     * The archive of a class path, whether it exists or not.
     *
     * @param kind of processes, for its name
     * @param classPath folders on it are packed into files, which is what archives want
     * @param folder where everything is kept
     */
    public static JvmArchive of(String kind, String classPath, Path folder) {
        if ("off".equals(System.getProperty(PROPERTY))) {
            return new JvmArchive(kind, classPath, null);
        }
        try {
            List<Path> packed = pack(classPath, folder);
            CRC32 sum = new CRC32();
            StringBuilder all = new StringBuilder();
            for (Path p : packed) {
                all.append(p).append(Files.getLastModifiedTime(p)).append('\n');
            }
            all.append(System.getProperty("java.home")).append(Runtime.version());
            sum.update(all.toString().getBytes(StandardCharsets.UTF_8));
            String end = IS_CACHE ? "aot" : "jsa";
            Path file = folder.resolve("%s-%08x.%s".formatted(kind, sum.getValue(), end));
            return new JvmArchive(kind, text(packed), file);
        } catch (IOException cannotBeWritten) {
            return new JvmArchive(kind, classPath, null);
        }
    }

    /** The same, kept where the archives of nodes are; none where that is not known. */
    public static JvmArchive besideNodes(String kind, String classPath) {
        try {
            return of(kind, classPath, NodeClassPath.find().folder());
        } catch (LockstepException nowhere) {
            return new JvmArchive(kind, classPath, null);
        }
    }

    private static List<Path> pack(String classPath, Path folder) throws IOException {
        List<Path> packed = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isDirectory(path)) {
                packed.add(ClassJar.of(path, "", folder, "classes"));
            } else if (Files.exists(path)) {
                packed.add(path);
            }
        }
        return packed;
    }

    private static String text(List<Path> classPath) {
        return String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList());
    }

    /** Options that tell a JVM where its classes are. */
    public List<String> options() {
        return file != null && Files.exists(file)
                ? List.of(
                        (IS_CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file,
                        "-cp",
                        classPath)
                : List.of("-cp", classPath);
    }

    /**
     * Makes the archive unless it is there, or this JVM has tried already.
     *
     * @param run is given an empty folder and options like {@link #options}; runs one process with
     *     them until it has ended in order
     */
    public void makeIfMissing(BiConsumer<Path, List<String>> run) {
        if (file == null || Files.exists(file) || !TRIED.add(file)) {
            return;
        }
        Path folder = SharedFolder.make("archive");
        Path whole = folder.resolve("whole");
        String make = IS_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
        try {
            run.accept(folder, List.of(make + whole, "-cp", classPath));
            Path here = NodeFiles.fresh(file);
            Files.copy(whole, here);
            dropOlder();
            Files.move(here, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException
                | LockstepException
                | IllegalStateException
                | UncheckedIOException withoutArchive) {
            // the module has no library of its own for this, since its command runs without any
            LOG.log(
                    System.Logger.Level.WARNING,
                    "No archive " + file + ": processes start without it, only slower.",
                    withoutArchive);
        } finally {
            SharedFolder.delete(folder);
        }
    }

    /** One for other classes is of no use any more, and large. */
    private void dropOlder() throws IOException {
        Path f = file;
        if (f == null) {
            return;
        }
        String others = kind + "-[0-9a-f]{8}\\.(aot|jsa)";
        try (Stream<Path> files = Files.list(f.resolveSibling(""))) {
            for (Path old :
                    files.filter(p -> p.getFileName().toString().matches(others)).toList()) {
                Files.deleteIfExists(old);
            }
        }
    }
}
