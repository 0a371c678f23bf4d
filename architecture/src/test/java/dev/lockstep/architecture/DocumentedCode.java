package dev.lockstep.architecture;

import dev.lockstep.api.function.UserAggregate;
import dev.lockstep.architecture.CodeBlocks.Block;
import dev.lockstep.brokers.LocalCluster;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.Main;
import dev.lockstep.server.demo.Demonstration;
import dev.lockstep.server.run.ConnectorClasses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/**
 * Does what the blocks of a page say, in the order of the page, in a folder that looks like a
 * reader's. A block whose name the text before it gives is saved; a block of {@code text} is what
 * the commands before it print.
 */
final class DocumentedCode {
    private final Path folder;
    private Path page = Path.of("");
    private String printed = "";

    DocumentedCode(Path folder) {
        this.folder = folder;
    }

    /** What a reader has after the demonstration: a launcher, and the example's input. */
    void prepare() throws Exception {
        Path examples = Repository.root().resolve("examples");
        for (Path file : Repository.files(examples)) {
            Path copy = folder.resolve("examples").resolve(examples.relativize(file).toString());
            Files.createDirectories(copy.resolve("..").normalize());
            Files.copy(file, copy);
        }
        new Demonstration(Repository.root(), folder, 500, new PrintWriter(Writer.nullWriter()))
                .run();
        Path api =
                Path.of(
                        UserAggregate.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Files.createDirectories(apiClasses().resolve("..").normalize());
        Files.createSymbolicLink(apiClasses(), api);
        writeLauncher(folder.resolve("lockstep"));
    }

    private static void writeLauncher(Path launcher) throws IOException {
        // the launcher itself has tests of its own; here it would build what is being built
        String run =
                """
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dlockstep.home='%s' \\
                  -Dlogback.configurationFile='%s' \\
                  -cp '%s'${LOCKSTEP_CLASS_PATH:+:$LOCKSTEP_CLASS_PATH} %s\
                """
                        .formatted(
                                java(),
                                Repository.root(),
                                // tests of other modules log elsewhere
                                Repository.root().resolve("server/src/main/resources/logback.xml"),
                                System.getProperty("java.class.path"),
                                Main.class.getName());
        Files.writeString(
                launcher,
                """
                #!/bin/sh
                case $1 in
                java-home) echo "%s" ;;
                test | bench | chaos) grep -q "^  $1)" "%s" ;;
                demo)
                  shift
                  case "$*" in
                  # one page shows it as it is; elsewhere it would take its minutes again
                  *--json*) %s demo --calm 1 --freeze 3 --rate 500 "$@" ;;
                  *--single*) %s demo --rows 500 "$@" ;;
                  *) %s demo --single --rows 500 "$@" ;;
                  esac
                  ;;
                brokers) shift; %s "$@" ;;
                *) %s "$@" ;;
                esac
                """
                        .formatted(
                                System.getProperty("java.home"),
                                Repository.root().resolve("lockstep"),
                                run,
                                run,
                                run,
                                run.replace(Main.class.getName(), LocalCluster.class.getName()),
                                run));
        if (!launcher.toFile().setExecutable(true)) {
            throw new IOException("no right to execute " + launcher);
        }
    }

    private Path apiClasses() {
        return folder.resolve("api/target/classes");
    }

    /** Takes back the one link that leads out of the folder. */
    void end() throws IOException {
        Files.delete(apiClasses());
    }

    /** The folder of a reader of that page, made when its first block comes. */
    private Path place(Path of) throws Exception {
        Path place = folder.resolve(of.toString().replaceAll("[^A-Za-z0-9.]+", "-"));
        if (!of.equals(page)) {
            page = of;
            printed = "";
            Files.createDirectories(place);
            for (String name :
                    List.of("examples", "api", "lockstep", "trades.csv", "traders.csv")) {
                link(place, name, folder.resolve(name));
            }
            Files.writeString(
                    place.resolve("MODEL.xml"),
                    """
                    <project name='project'><contqueries><contquery name='query'>
                    <windows>
                    <window-source name='source'><schema-string>id*:int64,n:int32</schema-string></window-source>
                    <window-filter name='result'><expression>n &gt; 1</expression></window-filter>
                    </windows>
                    <edges><edge source='source' target='result'/></edges>
                    </contquery></contqueries></project>
                    """);
            Files.writeString(place.resolve("in.csv"), "i,n,1,1\ni,n,2,2\n");
        }
        return place;
    }

    private static void link(Path place, String name, Path target) throws IOException {
        if (!Files.exists(place.resolve(name))) {
            Files.createSymbolicLink(place.resolve(name), target);
        }
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** What is wrong with the block; empty if nothing. */
    String fault(Block block) throws Exception {
        Path place = place(block.page());
        if (!block.file().isEmpty()) {
            Files.writeString(place.resolve(block.file()), block.text());
        }
        return switch (block.language()) {
            case "sh" -> shell(place, block.text());
            case "xml" -> project(block.text());
            case "java" -> source(block.text());
            case "text" ->
                    block.text().strip().equals(printed.strip()) ? "" : "printed is:\n" + printed;
            default -> block.text().contains("./lockstep ") ? "commands stand in blocks of sh" : "";
        };
    }

    private String shell(Path place, String commands) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "block", ".txt");
        Path errors = Files.createTempFile(folder, "block", ".txt");
        Process p =
                new ProcessBuilder("sh", "-e", "-c", commands)
                        .directory(place.toFile())
                        .redirectError(errors.toFile())
                        .redirectOutput(output.toFile())
                        .start();
        if (!p.waitFor(300, TimeUnit.SECONDS)) {
            p.destroyForcibly();
            return "the commands do not end";
        }
        printed = Files.readString(output);
        return p.exitValue() == 0 ? "" : p.exitValue() + ": " + printed + Files.readString(errors);
    }

    private static String project(String xml) {
        ReadResult read =
                ProjectReader.read(
                        xml.getBytes(StandardCharsets.UTF_8),
                        "block",
                        name -> name,
                        new ReadOptions(ConnectorClasses.names(), false));
        ProjectSpec project = read.project();
        if (project == null) {
            return read.problems().toString();
        }
        List<Object> problems = new ArrayList<>();
        Engine.check(project).stream().filter(x -> x.isError()).forEach(problems::add);
        return problems.isEmpty() ? "" : problems.toString();
    }

    private String source(String text) throws IOException {
        String name = text.replaceAll("(?s).*?(?:class|record|interface|enum) (\\w+).*", "$1");
        Path file = Files.writeString(folder.resolve(name + ".java"), text);
        Path errors = folder.resolve("javac.txt");
        try (var out = Files.newOutputStream(errors)) {
            int code =
                    ToolProvider.getSystemJavaCompiler()
                            .run(
                                    null,
                                    out,
                                    out,
                                    "-proc:none",
                                    "-d",
                                    folder.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    file.toString());
            return code == 0 ? "" : Files.readString(errors);
        }
    }
}
