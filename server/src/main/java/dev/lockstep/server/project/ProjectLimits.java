package dev.lockstep.server.project;

import dev.lockstep.api.limit.Limit;

/** Bounds of the projects of a server. */
public final class ProjectLimits {
    public static final Limit PROJECTS =
            new Limit("server.projects.max", 1_000, "projects", "projects loaded at once");
    public static final Limit NAME_CHARS =
            new Limit(
                    "server.project.name.max",
                    200,
                    "characters",
                    "length of a project's name over REST");
    public static final Limit BUSY_MILLIS =
            new Limit(
                    "server.project.busy.wait.max",
                    30_000,
                    "milliseconds",
                    "how long a request waits for another one to the same project");
    public static final Limit CALL_MILLIS =
            new Limit(
                    "server.engine.call.wait.max",
                    30_000,
                    "milliseconds",
                    "how long a request waits for the engine to answer between two steps");
    public static final Limit SAVE_MILLIS =
            new Limit(
                    "server.engine.save.wait.max",
                    600_000,
                    "milliseconds",
                    "how long a snapshot may take to be written or read");
    public static final Limit CALLS =
            new Limit(
                    "server.engine.calls.max",
                    256,
                    "requests",
                    "requests that wait for one project's engine");
    public static final Limit QUIESCE_MILLIS =
            new Limit(
                    "server.project.quiesce.wait.max",
                    20_000,
                    "milliseconds",
                    "how long stopping waits for what has arrived to be processed and written");
    public static final Limit READ_ROWS =
            new Limit(
                    "server.events.rows.max",
                    1_000_000,
                    "rows",
                    "rows of a window read for one request");

    private ProjectLimits() {}
}
