package dev.lockstep.architecture;

import dev.lockstep.architecture.CodeBlocks.Block;
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

/** Does what the blocks of a page say, in a folder that looks like a reader's. */
final class DocumentedCode {
    private final Path folder;

    DocumentedCode(Path folder) {
        this.folder = folder;
    }

    /** What a reader has: the launcher, the examples, a model and input. */
    void prepare() throws Exception {
        Files.createSymbolicLink(folder.resolve("examples"), Repository.root().resolve("examples"));
        new Demonstration(Repository.root(), folder, 500, new PrintWriter(Writer.nullWriter()))
                .run();
        Files.writeString(
                folder.resolve("MODEL.xml"),
                """
                <project name='project'><contqueries><contquery name='query'>
                <windows>
                <window-source name='source'><schema-string>id*:int64,n:int32</schema-string></window-source>
                <window-filter name='result'><expression>n &gt; 1</expression></window-filter>
                </windows>
                <edges><edge source='source' target='result'/></edges>
                </contquery></contqueries></project>
                """);
        Files.writeString(folder.resolve("in.csv"), "i,n,1,1\ni,n,2,2\n");
        Path launcher = folder.resolve("lockstep");
        // the launcher itself has tests of its own; here it would build what is being built
        Files.writeString(
                launcher,
                """
                #!/bin/sh
                case $1 in
                test | java-home | bench) grep -q "^  $1)" "%s" ;;
                demo) shift; exec "%s" -XX:TieredStopAtLevel=1 "-Dlockstep.home=%s" -cp "%s" %s demo --rows 500 "$@" ;;
                *) exec "%s" -XX:TieredStopAtLevel=1 -cp "%s" %s "$@" ;;
                esac
                """
                        .formatted(
                                Repository.root().resolve("lockstep"),
                                java(),
                                Repository.root(),
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                java(),
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        if (!launcher.toFile().setExecutable(true)) {
            throw new IOException("no right to execute " + launcher);
        }
    }

    private static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** What is wrong with the block; empty if nothing. */
    String fault(Block block) throws Exception {
        return switch (block.language()) {
            case "sh" -> shell(block.text());
            case "xml" -> project(block.text());
            case "java" -> source(block.text());
            default -> block.text().contains("./lockstep ") ? "commands stand in blocks of sh" : "";
        };
    }

    private String shell(String commands) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "block", ".txt");
        Process p =
                new ProcessBuilder("sh", "-e", "-c", commands)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!p.waitFor(120, TimeUnit.SECONDS)) {
            p.destroyForcibly();
            return "the commands do not end";
        }
        return p.exitValue() == 0 ? "" : p.exitValue() + ": " + Files.readString(output);
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
