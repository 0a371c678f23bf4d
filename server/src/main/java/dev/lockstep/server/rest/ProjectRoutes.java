package dev.lockstep.server.rest;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.project.FailoverReport;
import dev.lockstep.server.project.Guarantee;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.ProjectState;
import dev.lockstep.server.project.Projects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Projects: loading, removing, life cycle. */
final class ProjectRoutes {
    private static final Set<String> CHOICE = Set.of("name", "filter", "schema", "format");
    private static final Set<String> LOADING =
            Set.of("projectUrl", "start", "connectors", "overwrite", "log", "format");

    private final RestInterface.Parts parts;

    ProjectRoutes(RestInterface.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        List<Route> all = new ArrayList<>();
        all.add(
                new Route(
                        "GET",
                        "projects",
                        CHOICE,
                        "The loaded projects, one a line; `name` chooses some, separated by `|`.",
                        r -> list(r, null)));
        for (String method : List.of("PUT", "POST")) {
            all.add(
                    new Route(
                            method,
                            "projects/{project}",
                            LOADING,
                            "Loads the project in the body or at `projectUrl` under this name;"
                                    + " `start`, `connectors` are true, `overwrite` is false unless"
                                    + " said.",
                            this::load));
        }
        addLooks(all);
        all.add(
                new Route(
                        "DELETE",
                        "projects/{project}",
                        Set.of("format"),
                        "Removes the project.",
                        r -> remove(List.of(r.name("project")))));
        all.add(
                new Route(
                        "DELETE",
                        "projects",
                        Set.of("name", "format"),
                        "Removes the projects that `name` lists, separated by `|`.",
                        r -> remove(names(r.required("name")))));
        all.add(
                new Route(
                        "PUT",
                        "projects/{project}/state",
                        Set.of("value", "path", "carryover", "format"),
                        "`running`, `stopped`, `connectorsStarted`, `persisted` and `restored` with"
                                + " `path`, `standby`.",
                        this::state));
        addByState(all);
        all.add(
                new Route(
                        "GET",
                        "projectXml",
                        Set.of("name", "filter", "format"),
                        "The documents of projects as they were loaded.",
                        this::xml));
        return all;
    }

    private void addLooks(List<Route> all) {
        all.add(
                new Route(
                        "GET",
                        "projects/{project}",
                        Set.of("format"),
                        "One project with its connectors.",
                        this::show));
        all.add(
                new Route(
                        "GET",
                        "projects/{project}/failover",
                        Set.of("format"),
                        "Where the project stands in hot failover: role, epoch, entries, engines.",
                        this::failover));
    }

    private void addByState(List<Route> all) {
        all.add(
                new Route(
                        "GET",
                        "runningProjects",
                        CHOICE,
                        "The projects that run.",
                        r -> list(r, ProjectState.RUNNING)));
        all.add(
                new Route(
                        "GET",
                        "stoppedProjects",
                        CHOICE,
                        "The projects that do not run.",
                        r -> list(r, ProjectState.STOPPED)));
        all.add(byState("running", "Starts", this::start));
        all.add(byState("stopped", "Stops", this::stop));
        all.add(
                new Route(
                        "POST",
                        "runningProjects",
                        CHOICE,
                        "Starts the projects that `name` lists, or all.",
                        r -> each(r, this::start, "started")));
        all.add(
                new Route(
                        "POST",
                        "stoppedProjects",
                        CHOICE,
                        "Stops the projects that `name` lists, or all.",
                        r -> each(r, this::stop, "stopped")));
    }

    /** What is done to one project. */
    @FunctionalInterface
    private interface Change {
        Answer to(ProjectRuntime p) throws InterruptedException;
    }

    private Route byState(String state, String verb, Change change) {
        return new Route(
                "POST",
                state + "Projects/{project}",
                Set.of("name", "format"),
                verb + " the project.",
                r -> change.to(parts.projects().get(r.name("project"))));
    }

    private Answer each(RestRequest r, Change change, String done) throws InterruptedException {
        List<ProjectRuntime> all = chosen(r);
        for (ProjectRuntime p : all) {
            change.to(p);
        }
        return Answer.message(all.size() + " projects successfully " + done);
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split("\\|")).map(String::strip).toList();
    }

    private List<ProjectRuntime> chosen(RestRequest r) {
        if (r.parameter("filter") != null) {
            throw RestRequest.bad("Projects cannot be chosen by filter, only by name.");
        }
        String name = r.parameter("name");
        if (name == null) {
            return parts.projects().all();
        }
        return names(name).stream().map(parts.projects()::get).toList();
    }

    /**
     * @param state null for all; stopped stands for all that do not run
     */
    private Answer list(RestRequest r, @Nullable ProjectState state) {
        Node n = Node.of("projects");
        for (ProjectRuntime p : chosen(r)) {
            boolean isRunning = p.state() == ProjectState.RUNNING;
            if (state == null || isRunning == (state == ProjectState.RUNNING)) {
                n.add(project(p));
            }
        }
        return Answer.of(n);
    }

    private static Node project(ProjectRuntime p) {
        Node n = Node.of("project").with("name", p.name()).with("state", p.state().word());
        n.with("primary", p.isPrimary()).with("position", p.position());
        String reason = p.reason();
        return reason == null ? n : n.with("reason", reason);
    }

    private Answer show(RestRequest r) {
        ProjectRuntime p = parts.projects().get(r.name("project"));
        Node connectors = Node.of("connectors");
        p.connectors()
                .forEach(
                        c -> {
                            Node n =
                                    Node.of("connector")
                                            .with("name", c.name())
                                            .with("window", c.window())
                                            .with("type", word(c.direction()))
                                            .with("state", word(c.state()))
                                            .with("rows", c.rows());
                            Guarantee guarantee = c.guarantee();
                            if (guarantee != null) {
                                n.with("guarantee", guarantee.text());
                            }
                            String failure = c.failure();
                            connectors.add(failure == null ? n : n.with("failure", failure));
                        });
        return Answer.of(project(p).add(connectors));
    }

    private Answer failover(RestRequest r) {
        ProjectRuntime p = parts.projects().get(r.name("project"));
        FailoverReport f = p.failover();
        if (f == null) {
            throw new LockstepException(
                    ServerError.NO_REPLICAS, "Project " + p.name() + " runs on this server alone.");
        }
        Node members = Node.of("members");
        f.members()
                .forEach(
                        m ->
                                members.add(
                                        Node.of("member")
                                                .with("engine", m.engine())
                                                .with("address", m.address())
                                                .with("role", m.role())
                                                .with("epoch", m.epoch())
                                                .with("entries", m.entries())
                                                .with("paused", m.isPaused())
                                                .with("linked", m.isLinked())));
        Node problems = Node.of("problems");
        f.problems().forEach(text -> problems.add(Node.text("problem", text)));
        return Answer.of(
                Node.of("failover")
                        .with("project", p.name())
                        .with("engine", f.engine())
                        .with("role", f.role())
                        .with("reason", f.reason())
                        .with("epoch", f.epoch())
                        .with("reigning", f.reigning())
                        .with("entries", f.entries())
                        .with("committed", f.committed())
                        .with("takeovers", f.takeovers())
                        .with("takeoverMillis", Math.round(f.takeoverMillis()))
                        .add(members)
                        .add(problems));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }

    private Answer load(RestRequest r) throws InterruptedException {
        String name = r.name("project");
        String url = r.parameter("projectUrl");
        LoadedModel model =
                url == null
                        ? parts.models().read(r.body().read(RestLimits.BODY_BYTES), name)
                        : parts.models().fetch(url);
        ProjectRuntime p =
                parts.projects()
                        .load(
                                model.named(name),
                                new Projects.LoadOptions(
                                        r.isTrue("start", true),
                                        r.isTrue("connectors", true),
                                        r.isTrue("overwrite", false)));
        return Answer.message(Messages.project(p.name(), "loaded"));
    }

    private Answer remove(List<String> names) throws InterruptedException {
        // all of them or none, as far as that can be known before
        names.forEach(parts.projects()::get);
        for (String name : names) {
            parts.projects().remove(name);
        }
        return Answer.message(
                names.size() == 1
                        ? Messages.project(names.get(0), "removed")
                        : names.size() + " projects successfully removed");
    }

    private Answer start(ProjectRuntime p) throws InterruptedException {
        p.start();
        return Answer.message(Messages.project(p.name(), "started"));
    }

    private Answer stop(ProjectRuntime p) throws InterruptedException {
        p.stop();
        return Answer.message(Messages.project(p.name(), "stopped"));
    }

    private Answer state(RestRequest r) throws InterruptedException {
        ProjectRuntime p = parts.projects().get(r.name("project"));
        String value = r.required("value");
        switch (value) {
            case "running" -> {
                return start(p);
            }
            case "stopped" -> {
                return stop(p);
            }
            case "connectorsStarted" -> {
                p.startConnectors();
                return Answer.message(Messages.connectorsStarted(p.name()));
            }
            case "persisted" -> p.persist(parts.paths().snapshots(r.required("path")));
            case "restored" ->
                    p.restore(
                            parts.paths().snapshots(r.required("path")),
                            r.isTrue("carryover", false));
            case "standby" -> {
                p.standBy();
                return Answer.message(Messages.project(p.name(), "switched to standby"));
            }
            default ->
                    throw RestRequest.bad(
                            "A project cannot become \""
                                    + value
                                    + "\", only running, stopped, connectorsStarted, persisted,"
                                    + " restored or standby.");
        }
        return Answer.message(Messages.project(p.name(), value));
    }

    private Answer xml(RestRequest r) {
        List<String> documents = chosen(r).stream().map(p -> p.spec().xml()).toList();
        if (r.isJson()) {
            Node n = Node.of("projects");
            documents.forEach(d -> n.add(Node.text("project", d)));
            return Answer.of(n);
        }
        return Answer.of(
                Answer.XML,
                out -> {
                    out.write("<projects>\n".getBytes(StandardCharsets.UTF_8));
                    for (String d : documents) {
                        out.write(Verbatim.element(d).getBytes(StandardCharsets.UTF_8));
                        out.write('\n');
                    }
                    out.write("</projects>\n".getBytes(StandardCharsets.UTF_8));
                });
    }
}
