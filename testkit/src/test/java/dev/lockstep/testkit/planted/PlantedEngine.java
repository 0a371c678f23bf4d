package dev.lockstep.testkit.planted;

import dev.lockstep.api.block.StringPool;
import dev.lockstep.engine.Engine;
import dev.lockstep.expression.code.Generated;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.testkit.EngineUnderTest;
import dev.lockstep.testkit.LockstepEngine;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;

/**
 * The engine with one bug: a source file is changed and compiled aside, and the engine's classes
 * are loaded anew around it.
 */
final class PlantedEngine extends URLClassLoader {
    private static final Path SOURCES = Path.of("../engine/src/main/java/dev/lockstep/engine");

    private PlantedEngine(URL[] places) {
        super(places, PlantedEngine.class.getClassLoader());
    }

    /**
     * @param directory an empty one, for the changed file and its classes
     */
    static PlantedEngine of(PlantedBug bug, Path directory) throws IOException {
        Path source = SOURCES.resolve(bug.file() + ".java");
        String text = Files.readString(source);
        int at = text.indexOf(bug.sound());
        if (at < 0 || text.indexOf(bug.sound(), at + 1) >= 0) {
            throw new IllegalStateException(
                    bug.file() + " does not have exactly one place that reads " + bug.sound());
        }
        Path changed = directory.resolve(source.getFileName());
        Files.writeString(changed, text.replace(bug.sound(), bug.planted()));
        Path classes = Files.createDirectory(directory.resolve("classes"));
        compile(changed, classes);
        return new PlantedEngine(
                new URL[] {
                    classes.toUri().toURL(),
                    place(Engine.class).toUri().toURL(),
                    place(LockstepEngine.class).toUri().toURL()
                });
    }

    /** {@link LockstepEngine#FACTORY} around the changed class. */
    EngineUnderTest.Factory asked() throws ReflectiveOperationException {
        return factory("FACTORY");
    }

    /** {@link LockstepEngine#UNASKED} around the changed class. */
    EngineUnderTest.Factory unasked() throws ReflectiveOperationException {
        return factory("UNASKED");
    }

    private EngineUnderTest.Factory factory(String constant) throws ReflectiveOperationException {
        return (EngineUnderTest.Factory)
                loadClass(LockstepEngine.class.getName()).getField(constant).get(null);
    }

    private static void compile(Path file, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        String path =
                Stream.of(
                                Engine.class,
                                StringPool.class,
                                ProjectSpec.class,
                                Generated.class,
                                NullMarked.class)
                        .map(c -> place(c).toString())
                        .collect(Collectors.joining(java.io.File.pathSeparator));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(file);
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-cp", path, "-d", classes.toString());
            if (!compiler.getTask(messages, files, null, options, null, units).call()) {
                throw new IllegalStateException("the planted bug does not compile: " + messages);
            }
        }
    }

    private static Path place(Class<?> c) {
        try {
            return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolves) throws ClassNotFoundException {
        boolean isOurs =
                name.startsWith("dev.lockstep.engine.")
                        || name.startsWith(LockstepEngine.class.getName());
        if (!isOurs) {
            return super.loadClass(name, resolves);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }
}
