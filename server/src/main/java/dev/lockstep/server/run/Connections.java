package dev.lockstep.server.run;

import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Everything that one run reads from and writes to, none of it opened yet. */
final class Connections {
    private final ProjectSpec project;
    private final BadEventLog badEvents;
    private final RunClock clock;
    private final Semaphore bell;
    private final List<Supplier<Feed>> publishers = new ArrayList<>();
    private final List<Feed> feeds;
    private final List<Feed> inputs = new ArrayList<>();
    private final List<Drain> drains = new ArrayList<>();
    private boolean isStandardOutputTaken;
    private final List<Problem> endless = new ArrayList<>();

    /**
     * @param bell rung whenever a publisher has something
     * @throws LockstepException if an option names no window, or a publisher never ends where the
     *     end is asked for
     */
    Connections(
            ProjectSpec project,
            RunOptions options,
            BadEventLog badEvents,
            RunClock clock,
            Semaphore bell) {
        this.project = project;
        this.badEvents = badEvents;
        this.clock = clock;
        this.bell = bell;
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                w.connectors().stream().filter(ConnectorSpec::isActive).forEach(c -> add(q, w, c));
            }
        }
        feeds = renewedFeeds();
        options.inputs().forEach(this::input);
        for (FileBinding out : options.outputs()) {
            isStandardOutputTaken |= isStandardOutput(out.properties());
            drains.add(output(project, out));
        }
        if (options.isUntilFinished() && !endless.isEmpty()) {
            throw new LockstepException(endless);
        }
    }

    /** The model's publishers, in document order. */
    List<Feed> feeds() {
        return feeds;
    }

    /** The same publishers made anew, since each runs but once. */
    List<Feed> renewedFeeds() {
        return publishers.stream().map(Supplier::get).toList();
    }

    /** The publishers of the command line, in its order. */
    List<Feed> inputs() {
        return inputs;
    }

    /** Whether a subscriber names the stream {@code stdout}. */
    boolean writesToStandardOutput() {
        return isStandardOutputTaken;
    }

    List<Drain> drains() {
        return drains;
    }

    private void add(QuerySpec q, WindowSpec w, ConnectorSpec c) {
        ConnectorClass kind = ConnectorClasses.named(c.connectorClass(), c.where());
        ConnectorConfig config = ConnectorClasses.config(project, q, w, c);
        String window = q.name() + "/" + w.name();
        if (c.direction() == Direction.PUBLISH) {
            publishers.add(() -> feed(kind, config, window));
        } else {
            isStandardOutputTaken |= isStandardOutput(c.properties());
            drains.add(new Drain(config, window, kind.subscriber(config), w.isCollapseUpdates()));
        }
    }

    private Feed feed(ConnectorClass kind, ConnectorConfig config, String window) {
        Publisher publisher = kind.publisher(config);
        if (!publisher.isFinite()) {
            endless.add(
                    Problem.error(
                            ServerError.ENDLESS_PUBLISHER,
                            config.where(),
                            "Publisher " + config.name() + " never finishes."));
        }
        return new Feed(config, window, publisher, badEvents::connector, clock, bell);
    }

    static boolean isStandardOutput(Map<String, String> properties) {
        return "stdout".equals(properties.get("fsname"));
    }

    private void input(FileBinding file) {
        Binding b = Binding.of(project, file, true);
        inputs.add(feed(ConnectorClasses.named("fs", b.config().where()), b.config(), b.window()));
    }

    /** A subscriber of the command line. */
    static Drain output(ProjectSpec project, FileBinding file) {
        Binding b = Binding.of(project, file, false);
        ConnectorConfig config = b.config();
        return new Drain(
                config,
                b.window(),
                ConnectorClasses.named("fs", config.where()).subscriber(config),
                b.isCollapsed());
    }
}
