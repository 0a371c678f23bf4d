package dev.lockstep.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code adapter}: joins something outside with a window of a running project. */
@Command(
        name = "adapter",
        description = "Join a file or socket with a window of a running project.",
        subcommands = FsAdapterCommand.class,
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class AdapterCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "Say which adapter: fs.");
    }
}
