package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.process.LockstepServer;
import dev.lockstep.server.process.PublishersEnd;
import dev.lockstep.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code server}: projects behind REST, until the process is told to end. */
@Command(
        name = "server",
        description = "Keep projects running behind a REST interface.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class ServerCommand implements Callable<Integer> {
    private static final int HTTP_PORT = 31415;

    @Option(
            names = "-model",
            paramLabel = "URL",
            description = "project to run from the beginning: file://PATH, a path, or http://…")
    private @Nullable String model;

    @Option(
            names = {"-http", "-http-admin"},
            paramLabel = "PORT",
            description = "port of REST and metrics; 0 for any that is free",
            defaultValue = "" + HTTP_PORT)
    private int httpPort;

    @Option(
            names = "-http-host",
            paramLabel = "ADDRESS",
            description = "address to listen at; all of the machine's unless given")
    private @Nullable String httpHost;

    @Option(
            names = {"-pubsub", "-http-pubsub"},
            paramLabel = "PORT",
            description = "accepted and shown by REST; nobody listens there yet")
    private int pubSubPort;

    @Option(
            names = "-badevents",
            paramLabel = "FILE",
            description = "add events that could not be applied to this file")
    private @Nullable Path badEvents;

    @Option(
            names = "-loglevel",
            paramLabel = "LEVEL",
            description = "trace, debug, info, warn, error, fatal, off, or a list such as esp=info",
            defaultValue = "info")
    @SuppressWarnings("NullAway.Init")
    private String logLevel;

    @Option(
            names = "-C",
            paramLabel = "NAME=VALUE",
            description = "a property of the server; may be repeated")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = "-exit", description = "end once every publishing connector has finished")
    private boolean isExiting;

    @Option(
            names = {"-cleanup", "-nocleanup"},
            description = "accepted; projects are always removed at the end")
    private boolean isCleaning;

    @Unmatched private List<String> others = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        LogLevels.set(logLevel);
        ServerSettings settings =
                new ServerSettings(
                        httpHost,
                        httpPort,
                        pubSubPort,
                        badEvents,
                        pairs(others),
                        shown(),
                        Path.of(""));
        LockstepServer server = new LockstepServer(settings, url(model));
        Shutdown shutdown = Shutdown.of(server);
        int code = ExitCode.INTERNAL;
        try {
            code = run(server);
        } finally {
            shutdown.ended(code);
        }
        return code;
    }

    private int run(LockstepServer server) throws InterruptedException {
        int code = ExitCode.DONE;
        try {
            server.start();
            if (isExiting) {
                new PublishersEnd(server).await();
            } else {
                server.awaitStop();
            }
        } catch (LockstepException e) {
            code = ExitCode.report(e, command.commandLine());
        } finally {
            server.close();
        }
        return code;
    }

    /** The properties with what the command line has names of its own for. */
    private Map<String, String> shown() {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.putIfAbsent("loglevel", logLevel);
        return all;
    }

    private static @Nullable String url(@Nullable String model) {
        return model == null || model.contains("://") ? model : "file://" + model;
    }

    /**
     * Options that are nobody's, {@code -NAME VALUE}: values of placeholders.
     *
     * @throws LockstepException for anything else that is left over
     */
    static Map<String, String> pairs(List<String> left) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int k = 0; k < left.size(); k += 2) {
            String name = left.get(k);
            if (!name.matches("--?[A-Za-z][A-Za-z0-9_.-]*")) {
                throw new LockstepException(
                        ServerError.BAD_OPTION, "\"" + name + "\" is no option of the server.");
            }
            if (k + 1 == left.size()) {
                throw new LockstepException(
                        ServerError.BAD_OPTION,
                        "Option "
                                + name
                                + " is not known, and has no value to be a placeholder's.");
            }
            pairs.put(name.replaceFirst("^--?", ""), left.get(k + 1));
        }
        return pairs;
    }
}
