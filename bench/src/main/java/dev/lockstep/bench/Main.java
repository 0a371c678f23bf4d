package dev.lockstep.bench;

import dev.lockstep.bench.failover.FailoverCommand;
import dev.lockstep.bench.memory.MemoryCommand;
import dev.lockstep.bench.peers.JmhCommand;
import dev.lockstep.bench.peers.PeersCommand;
import dev.lockstep.server.cli.ExitCode;
import picocli.CommandLine;

/** {@code lockstep bench}: measurements. */
@CommandLine.Command(
        name = "lockstep bench",
        description = "Measure Lockstep.",
        subcommands = {
            PeersCommand.class,
            MemoryCommand.class,
            JmhCommand.class,
            FailoverCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs a measurement and returns the process's exit code. */
    public static int execute(String... arguments) {
        return new CommandLine(new Main())
                .setExitCodeExceptionMapper(ExitCode::of)
                .setExecutionExceptionHandler(ExitCode::report)
                .setParameterExceptionHandler(ExitCode::misused)
                .execute(arguments);
    }
}
