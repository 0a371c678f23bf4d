package dev.lockstep.testkit.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fuzz target of the project.
 *
 * @param type name of its class below the project's package
 */
record FuzzTarget(String type, String method) {
    static final List<String> MODULES =
            List.of("model", "expression", "wire", "failover", "connectors", "testkit");

    String module() {
        return type.substring(0, type.indexOf('.'));
    }

    String className() {
        return "dev.lockstep." + type;
    }

    Path seeds() {
        return Path.of("..", module(), "src/test/resources/dev/lockstep")
                .resolve(type.replace('.', '/') + "Inputs")
                .resolve(method)
                .toAbsolutePath();
    }

    /** All that the project's tests have. */
    static List<FuzzTarget> all() throws IOException {
        List<FuzzTarget> found = new ArrayList<>();
        for (String module : MODULES) {
            Path tests = Path.of("..", module, "src/test/java/dev/lockstep");
            try (Stream<Path> files = Files.walk(tests)) {
                files.filter(f -> f.toString().endsWith("FuzzTest.java"))
                        .sorted()
                        .forEach(f -> addTargets(tests.relativize(f), f, found));
            }
        }
        return found;
    }

    private static void addTargets(Path name, Path source, List<FuzzTarget> found) {
        String type = name.toString().replace(".java", "").replace(File.separatorChar, '.');
        try {
            Stream.of(Files.readString(source).split("@FuzzTest"))
                    .skip(1)
                    .map(s -> s.replaceFirst("(?s).*?void ([A-Za-z]+)\\(.*", "$1"))
                    .forEach(method -> found.add(new FuzzTarget(type, method)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return type.substring(type.lastIndexOf('.') + 1) + "." + method;
    }
}
