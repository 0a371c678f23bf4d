package dev.lockstep.server.cli;

import dev.lockstep.server.demo.Demonstration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: the bundled example on generated data. */
@Command(
        name = "demo",
        description = "Run the bundled example on generated data.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "trades to generate",
            defaultValue = "1000000")
    private int rows;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        if (rows < 1) {
            throw new ParameterException(
                    command.commandLine(), "--rows is " + rows + "; at least one is needed");
        }
        Path home = Path.of(System.getProperty("lockstep.home", "."));
        Path folder = Files.createTempDirectory("lockstep-demo");
        // a signal ends the demonstration without a word, but leaves nothing behind
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder), "demo"));
        try {
            new Demonstration(home, folder, rows, command.commandLine().getOut()).run();
        } finally {
            remove(folder);
        }
        return ExitCode.DONE;
    }

    /** Removes the folder if it is still there. */
    private static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path f : files.toList()) {
                Files.deleteIfExists(f);
            }
            Files.deleteIfExists(folder);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("warning: " + folder + " could not be removed: " + e);
        }
    }
}
