package dev.lockstep.server;

import dev.lockstep.server.cli.AdapterCommand;
import dev.lockstep.server.cli.ClientCommand;
import dev.lockstep.server.cli.DemoCommand;
import dev.lockstep.server.cli.ExitCode;
import dev.lockstep.server.cli.FailoverCommand;
import dev.lockstep.server.cli.ReplayCommand;
import dev.lockstep.server.cli.RunCommand;
import dev.lockstep.server.cli.ServerCommand;
import dev.lockstep.server.cli.ValidateCommand;
import dev.lockstep.server.cli.Version;
import picocli.CommandLine;

/** The process: parses the command line and runs one command. */
@CommandLine.Command(
        name = "lockstep",
        description = "Event stream processing that replays to the last bit.",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            ReplayCommand.class,
            ValidateCommand.class,
            ServerCommand.class,
            ClientCommand.class,
            FailoverCommand.class,
            AdapterCommand.class
        },
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int code;
        try {
            code = execute(arguments);
        } catch (Error e) {
            // nothing is tidied up: a process without memory must not go on, and could not
            System.err.println("Internal error: " + e);
            Runtime.getRuntime().halt(ExitCode.INTERNAL);
            return;
        }
        System.exit(code);
    }

    /** Runs a command and returns the process's exit code. */
    public static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    /** The commands and their options. */
    static CommandLine commandLine() {
        CommandLine all = new CommandLine(new Main());
        // published options have one hyphen: -hostname is a placeholder's value, not -h
        all.getSubcommands()
                .forEach(
                        (name, command) -> {
                            if (name.equals("server") || name.equals("client")) {
                                command.setPosixClusteredShortOptionsAllowed(false);
                            }
                        });
        return all.setExitCodeExceptionMapper(ExitCode::of)
                .setExecutionExceptionHandler(ExitCode::report)
                .setParameterExceptionHandler(ExitCode::misused);
    }
}
