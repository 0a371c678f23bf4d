package dev.lockstep.server.cli;

import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which project of which servers a command of {@code failover} asks about. */
final class FailoverServers {
    @Parameters(index = "0", paramLabel = "PROJECT", description = "name of the project")
    @SuppressWarnings("NullAway.Init")
    private String project;

    @Option(
            names = "--url",
            paramLabel = "URL",
            required = true,
            description = "address of a server, as http://host:port; give all of them")
    @SuppressWarnings("NullAway.Init")
    private List<String> urls;

    String project() {
        return project;
    }

    List<String> urls() {
        return urls;
    }
}
