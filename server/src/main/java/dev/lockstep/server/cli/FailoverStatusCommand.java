package dev.lockstep.server.cli;

import dev.lockstep.model.xml.XmlElement;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code failover status}: who is what, as each of the servers sees it. */
@Command(
        name = "status",
        description = "Show the engines of a project with their roles and progress.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class FailoverStatusCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FailoverServers servers;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        boolean isActiveSeen = false;
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String url : servers.urls()) {
                Optional<FailoverSight> found = FailoverSight.of(client, url, servers.project());
                if (found.isEmpty()) {
                    out.println(url + "  cannot be reached");
                    continue;
                }
                FailoverSight s = found.get();
                isActiveSeen |= s.isActive();
                out.printf(
                        "%s  %s  epoch %s  entry %s  %s%n",
                        url, s.text("role"), s.text("epoch"), s.text("entries"), s.text("reason"));
                s.problems().forEach(p -> out.println("    " + p));
                for (XmlElement m : s.members()) {
                    out.printf(
                            "    %s  %s%s  entry %s  %s%n",
                            m.attribute("engine"),
                            m.attribute("role"),
                            "true".equals(m.attribute("paused")) ? " (paused)" : "",
                            m.attribute("entries"),
                            "true".equals(m.attribute("linked")) ? "linked" : "no link");
                }
            }
        }
        out.flush();
        return isActiveSeen ? ExitCode.DONE : ExitCode.CONNECTOR;
    }
}
