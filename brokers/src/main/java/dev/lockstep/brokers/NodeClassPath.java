package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the nodes are made of: the libraries named in the file {@code broker.classpath}, which the
 * build of this module writes, or in those of a distribution, and the module's own classes. Names
 * in the file that are not absolute begin in its folder.
 *
 * @param folder where the file was found; archives are kept there too
 * @param own this module's classes, a folder or an archive
 * @param libraries a class path
 */
record NodeClassPath(Path folder, Path own, String libraries) {
    /** The system property that names the file. */
    static final String PROPERTY = "lockstep.brokers.classpath";

    private static final String NODES = "dev/lockstep/brokers/node";
    private static final Path BUILT = Path.of("brokers", "target", "broker.classpath");
    private static final Path DISTRIBUTED = Path.of("lib", "nodes", "classpath");

    /**
     * Looks where the property says; else below the folder that {@code lockstep.home} names, then
     * below the nearest folder above the current one that has this module.
     *
     * @throws LockstepException {@link BrokersError#NO_CLASS_PATH} if the file is nowhere
     */
    static NodeClassPath find() {
        Path file = file().toAbsolutePath();
        try {
            return new NodeClassPath(file.resolveSibling(""), own(file), libraries(file));
        } catch (IOException e) {
            throw new LockstepException(
                    BrokersError.NO_CLASS_PATH, "The file " + file + " cannot be read.", e);
        }
    }

    private static String libraries(Path file) throws IOException {
        return Stream.of(Files.readString(file).strip().split(File.pathSeparator))
                .map(name -> file.resolveSibling(name).normalize().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The same libraries with these classes. */
    NodeClassPath with(Path classes) {
        return new NodeClassPath(folder, classes, libraries);
    }

    /**
     * What nodes of a kind start quicker with. Only what they themselves are made of decides its
     * name, so that it outlives changes elsewhere in the module.
     */
    JvmArchive archive(String kind) {
        try {
            Path packed = ClassJar.of(own, NODES, folder, "nodes");
            return JvmArchive.of(kind, with(packed).text(), folder);
        } catch (IOException cannotBeWritten) {
            return JvmArchive.of(kind, text(), folder);
        }
    }

    /** For the option of a JVM. */
    String text() {
        return own + File.pathSeparator + libraries;
    }

    /** Where this very class is, since the nodes' classes lie beside it; else beside the file. */
    private static Path own(Path file) {
        CodeSource source = NodeClassPath.class.getProtectionDomain().getCodeSource();
        try {
            if (source != null) {
                return Path.of(source.getLocation().toURI());
            }
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return file.resolveSibling("classes");
        }
        return file.resolveSibling("classes");
    }

    private static Path file() {
        List<Path> looked = new ArrayList<>();
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            looked.add(Path.of(named));
        } else {
            String home = System.getProperty("lockstep.home");
            if (home != null) {
                looked.add(Path.of(home).resolve(BUILT));
                looked.add(Path.of(home).resolve(DISTRIBUTED));
            }
            Path tree = treeAbove(Path.of("").toAbsolutePath());
            if (tree != null) {
                looked.add(tree.resolve(BUILT));
            }
        }
        for (Path file : looked) {
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new LockstepException(
                BrokersError.NO_CLASS_PATH,
                "The class path of Kafka and ZooKeeper nodes was not found. Looked at: "
                        + (looked.isEmpty() ? "no file, as there is no tree above" : looked)
                        + ".");
    }

    private static @Nullable Path treeAbove(Path folder) {
        for (Path f = folder; f != null; f = f.getParent()) {
            if (Files.isRegularFile(f.resolve("brokers").resolve("pom.xml"))) {
                return f;
            }
        }
        return null;
    }
}
