package dev.lockstep.architecture.launcher;

import dev.lockstep.architecture.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A make-believe machine in a temporary folder: a small project with the real launcher and a fake
 * Maven wrapper, fake JDKs, and a search path that holds only common tools.
 */
final class Machine {
    private static final List<String> TOOLS =
            List.of(
                    "awk bash cat chmod cp date dirname env find id ln ls mkdir mv readlink rm"
                            + " rmdir",
                    "script sed sh sleep tee timeout touch tr uname");

    final Path folder;
    final Path project;

    /** First on the search path; empty at the start. */
    final Path tools;

    final Map<String, String> environment = new LinkedHashMap<>();

    Machine(Path folder) throws IOException {
        this.folder = folder.toRealPath();
        project = this.folder.resolve("project");
        tools = Files.createDirectories(this.folder.resolve("tools"));
        makeProject();
        environment.put("PATH", tools + ":" + commonTools());
        environment.put("HOME", Files.createDirectories(this.folder.resolve("user")).toString());
        environment.put("LOCKSTEP_JDK_FOLDERS", this.folder.resolve("jdks").toString());
    }

    /**
     * Links to the common tools; outside the temporary folder, so that one set serves all tests.
     */
    private static Path commonTools() throws IOException {
        Path common = Files.createDirectories(Path.of("target", "tools").toAbsolutePath());
        for (String tool : String.join(" ", TOOLS).split(" ")) {
            for (String place : List.of("/bin", "/usr/bin", "/usr/local/bin")) {
                Path real = Path.of(place, tool);
                Path link = common.resolve(tool);
                if (Files.isExecutable(real) && !Files.exists(link)) {
                    Files.createSymbolicLink(link, real);
                }
            }
        }
        return common;
    }

    private void makeProject() throws IOException {
        Files.createDirectories(project.resolve(".mvn"));
        copy("lockstep");
        copy(".ci/run");
        copy(".ci/condense.awk");
        copy(".ci/count-tests.awk");
        write("pom.xml", "<project/>");
        for (String module : List.of("server", "bench", "engine", "brokers", "system-tests")) {
            write(module + "/pom.xml", "<project/>");
            write(module + "/src/main/java/A.java", "class A {}");
            write(module + "/src/main/java/B.java", "class B {}");
            write(module + "/src/test/java/ATest.java", "class ATest {}");
        }
        // the fake wrapper notes its JAVA_HOME and arguments, and leaves what the real build would
        program(
                project.resolve("mvnw"),
                """
                printf '%s|%s\\n' "$JAVA_HOME" "$*" >>builds.log
                printf '%s\\n' "${MAVEN_OPTS-}" >maven-options.log
                [ ! -e slow ] || sleep 2
                if [ -e broken ]; then echo 'B.java:7: it is broken'; exit 1; fi
                case " $* " in
                  *" verify "*) if [ -e verify.sh ]; then . ./verify.sh; fi; exit 0 ;;
                esac
                for module in server bench brokers system-tests; do
                  mkdir -p $module/target/classes jars
                  : >"jars/a library.jar"
                  printf '%s' "$PWD/jars/a library.jar" >$module/target/runtime.classpath
                done
                if [ -e edit-while-building ]; then
                  rm edit-while-building
                  sleep 1
                  touch engine/src/main/java/A.java
                fi
                """);
    }

    private void copy(String name) throws IOException {
        Path target = project.resolve(name);
        Files.createDirectories(target.getParent());
        Files.copy(Repository.root().resolve(name), target);
        target.toFile().setExecutable(true);
    }

    Path write(String name, String text) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Makes a shell program. */
    static void program(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A JDK whose {@code java} prints its folder and its arguments, one a line. */
    Path jdk(String name, String version) throws IOException {
        Path home = javaOnly(name, version);
        program(home.resolve("bin/javac"), "exit 0\n");
        return home;
    }

    /** The same without compiler. */
    Path javaOnly(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        program(
                home.resolve("bin/java"),
                "echo \"java of " + home + "\"\nfor a in \"$@\"; do echo \"<$a>\"; done\npwd\n");
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** The usual case: one suitable JDK among the install folders. */
    Path usualJdk() throws IOException {
        return jdk("jdks/usual", "21.0.2");
    }

    /** What a finished process left. */
    record Result(int code, String out, String err) {}

    Result launch(String... arguments) throws IOException, InterruptedException {
        return run(project, project.resolve("lockstep").toString(), arguments);
    }

    Result run(Path where, String program, String... arguments)
            throws IOException, InterruptedException {
        return finish(begin(where, program, arguments));
    }

    /** A process with its output going to files, so that it never waits for a reader. */
    record Running(Process process, Path out, Path err) {}

    Running begin(Path where, String program, String... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        List<String> command = Stream.concat(Stream.of(program), Stream.of(arguments)).toList();
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(where.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Running(builder.start(), out, err);
    }

    Result finish(Running running) throws IOException, InterruptedException {
        if (!running.process.waitFor(60, TimeUnit.SECONDS)) {
            running.process.destroyForcibly();
            throw new IllegalStateException("the process did not end within a minute");
        }
        return new Result(
                running.process.exitValue(),
                Files.readString(running.out, StandardCharsets.UTF_8),
                Files.readString(running.err, StandardCharsets.UTF_8));
    }

    /** One line for each call of the Maven wrapper: {@code JAVA_HOME|arguments}. */
    List<String> builds() throws IOException {
        Path log = project.resolve("builds.log");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }
}
