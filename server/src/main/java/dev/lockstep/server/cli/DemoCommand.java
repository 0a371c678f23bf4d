package dev.lockstep.server.cli;

import dev.lockstep.server.demo.Demonstration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
        Path home = Path.of(System.getProperty("lockstep.home", "."));
        Path folder = Files.createTempDirectory("lockstep-demo");
        try {
            new Demonstration(home, folder, rows, command.commandLine().getOut()).run();
        } finally {
            try (var files = Files.list(folder)) {
                for (Path f : files.toList()) {
                    Files.delete(f);
                }
            }
            Files.delete(folder);
        }
        return ExitCode.DONE;
    }
}
