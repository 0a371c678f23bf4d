package dev.lockstep.server.rest;

import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.ProjectState;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The server as a whole. */
final class ServerRoutes {
    /** The release whose answers ours are meant to be like; clients look at it. */
    private static final String COMPATIBLE_VERSION = "6.1";

    private final RestInterface.Parts parts;

    ServerRoutes(RestInterface.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "", Set.of("format"), "The server.", this::server),
                new Route(
                        "GET",
                        "server",
                        Set.of("config", "format"),
                        "The server, with `primary-server` for the active one; `config=true` adds"
                                + " its properties.",
                        this::server),
                new Route(
                        "PUT",
                        "server/state",
                        Set.of("value", "path", "format"),
                        "`stopped` ends the server, `reloaded` begins again with the model of its"
                                + " command line, `persisted` with `path` writes a snapshot of"
                                + " every project.",
                        this::state));
    }

    private Answer server(RestRequest r) {
        // one that still loads its projects does not know yet whether they are its to run
        boolean isPrimary =
                parts.control().isReady()
                        && parts.projects().all().stream().allMatch(ProjectRuntime::isPrimary);
        Node n =
                Node.of("esp-server")
                        .with("version", COMPATIBLE_VERSION)
                        .with("engine", parts.control().engineId())
                        .with("analytics-license", true)
                        .with("primary-server", isPrimary);
        parts.control().ports().forEach(n::with);
        if (r.isTrue("config", false)) {
            parts.control()
                    .properties()
                    .forEach((k, v) -> n.add(Node.text("property", v).with("name", k)));
        }
        return Answer.of(n);
    }

    private Answer state(RestRequest r) throws InterruptedException {
        String value = r.required("value");
        switch (value) {
            case "stopped" -> {
                return Answer.message(Messages.SERVER_STOPPED).then(parts.control()::stop);
            }
            case "reloaded" -> {
                parts.control().reload();
                return Answer.message(Messages.SERVER_RELOADED);
            }
            case "persisted" -> {
                Path folder = parts.paths().snapshots(r.required("path"));
                for (ProjectRuntime p : parts.projects().all()) {
                    if (p.state() == ProjectState.RUNNING || p.state() == ProjectState.STOPPED) {
                        p.persist(folder);
                    }
                }
                return Answer.message(Messages.SERVER_PERSISTED);
            }
            default ->
                    throw RestRequest.bad(
                            "The server cannot become \""
                                    + value
                                    + "\", only stopped, reloaded or persisted.");
        }
    }
}
