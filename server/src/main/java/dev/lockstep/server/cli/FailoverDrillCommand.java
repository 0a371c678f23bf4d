package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code failover drill}: a planned switch that tells how long it took. */
@Command(
        name = "drill",
        description = "Let the active hand over, and tell how long it took until another reigned.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class FailoverDrillCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 5;
    private static final long PATIENCE_SECONDS = 30;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private FailoverServers servers;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = command.commandLine().getOut();
        try (HttpClient client = HttpClient.newHttpClient()) {
            FailoverSight before =
                    active(client, 0)
                            .orElseThrow(
                                    () ->
                                            new LockstepException(
                                                    ServerError.NOT_IN_STEP,
                                                    "None of these servers is active for project "
                                                            + servers.project()
                                                            + "."));
            long asked = System.nanoTime();
            handOver(client, before.url());
            long until = asked + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            Optional<FailoverSight> after = active(client, before.epoch());
            while (after.isEmpty() && System.nanoTime() < until) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                after = active(client, before.epoch());
            }
            double millis = (System.nanoTime() - asked) / 1e6;
            if (after.isEmpty()) {
                out.printf("No other engine has come to reign in %d s.%n", PATIENCE_SECONDS);
                out.flush();
                return ExitCode.CONNECTOR;
            }
            out.printf(
                    "%s handed over to %s: its take-over took %s ms, all of it seen from here %.0f"
                            + " ms; epoch %d is now %d.%n",
                    before.url(),
                    after.get().url(),
                    after.get().text("takeoverMillis"),
                    millis,
                    before.epoch(),
                    after.get().epoch());
            out.flush();
            return ExitCode.DONE;
        }
    }

    /** The server whose engine reigns in an epoch above that one. */
    private Optional<FailoverSight> active(HttpClient client, int aboveEpoch)
            throws InterruptedException {
        for (String url : servers.urls()) {
            Optional<FailoverSight> s = FailoverSight.of(client, url, servers.project());
            if (s.isPresent() && s.get().isActive() && s.get().epoch() > aboveEpoch) {
                return s;
            }
        }
        return Optional.empty();
    }

    private void handOver(HttpClient client, String url) throws InterruptedException {
        String path =
                "/SASESP/projects/"
                        + FailoverSight.encoded(servers.project())
                        + "/state?value=standby";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + path))
                        .timeout(Duration.ofSeconds(PATIENCE_SECONDS))
                        .PUT(HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw new LockstepException(ServerError.NOT_IN_STEP, url + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new LockstepException(
                    ServerError.SERVER_NOT_REACHED, url + " cannot be reached: " + e + ".", e);
        }
    }
}
