package dev.lockstep.server.cli;

import picocli.CommandLine.Command;

/** {@code failover}: looks at a project in failover, or switches it to see how long that takes. */
@Command(
        name = "failover",
        description = "Look at projects in hot failover, or try a switch.",
        subcommands = {FailoverStatusCommand.class, FailoverDrillCommand.class},
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class FailoverCommand {}
