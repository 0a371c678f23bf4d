package dev.lockstep.testkit.planted;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A module with one bug: a source file is changed and compiled aside, and the module's classes, and
 * those that drive it, are loaded anew around it.
 */
abstract class PlantedModule extends URLClassLoader {
    private final Predicate<String> isOurs;

    /**
     * @param sources the folder below which the bug names its file
     * @param bug what is changed
     * @param directory an empty one, for the changed file and its classes
     * @param needed one class of each place that the file is compiled with
     * @param anew one class of each place from which classes are loaded anew
     * @param isOurs which classes these are, by their names
     */
    PlantedModule(
            Path sources,
            PlantedBug bug,
            Path directory,
            List<Class<?>> needed,
            List<Class<?>> anew,
            Predicate<String> isOurs)
            throws IOException {
        super(
                places(compiled(changed(sources, bug, directory), directory, needed), anew),
                PlantedModule.class.getClassLoader());
        this.isOurs = isOurs;
    }

    private static Path changed(Path sources, PlantedBug bug, Path directory) throws IOException {
        Path source = sources.resolve(bug.file() + ".java");
        String text = Files.readString(source);
        int at = text.indexOf(bug.sound());
        if (at < 0 || text.indexOf(bug.sound(), at + 1) >= 0) {
            throw new IllegalStateException(
                    bug.file() + " does not have exactly one place that reads " + bug.sound());
        }
        return Files.writeString(
                directory.resolve(source.getFileName()), text.replace(bug.sound(), bug.planted()));
    }

    private static Path compiled(Path file, Path directory, List<Class<?>> needed)
            throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        String path =
                needed.stream()
                        .map(c -> place(c).toString())
                        .collect(Collectors.joining(File.pathSeparator));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjects(file);
            List<String> options =
                    List.of("-proc:none", "-nowarn", "-cp", path, "-d", classes.toString());
            if (!compiler.getTask(messages, files, null, options, null, units).call()) {
                throw new IllegalStateException("the planted bug does not compile: " + messages);
            }
        }
        return classes;
    }

    private static URL[] places(Path classes, List<Class<?>> anew) {
        List<URL> urls = new ArrayList<>();
        Stream.concat(Stream.of(classes), anew.stream().map(PlantedModule::place))
                .forEach(p -> urls.add(url(p)));
        return urls.toArray(new URL[0]);
    }

    private static URL url(Path place) {
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
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
        if (!isOurs.test(name)) {
            return super.loadClass(name, resolves);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known == null ? findClass(name) : known;
        }
    }
}
