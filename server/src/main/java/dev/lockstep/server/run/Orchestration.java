package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.ProjectSpec.ConnectorEntry;
import dev.lockstep.model.project.ProjectSpec.ConnectorGroup;
import dev.lockstep.model.project.ProjectSpec.GroupEdge;
import dev.lockstep.model.project.ProjectSpec.State;
import dev.lockstep.server.error.ServerError;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Starts connectors in order: those of no group at once, subscribers before publishers; a group
 * once every group that it waits for has reached its states.
 */
final class Orchestration {
    private final ProjectSpec project;
    private final Engine engine;
    private final List<Feed> feeds;
    private final List<Drain> drains;
    private final Turns turns;
    private final Set<String> grouped = new LinkedHashSet<>();
    private final Set<String> started = new LinkedHashSet<>();

    Orchestration(
            ProjectSpec project, Engine engine, List<Feed> feeds, List<Drain> drains, Turns turns) {
        this.project = project;
        this.engine = engine;
        this.feeds = feeds;
        this.drains = drains;
        this.turns = turns;
        for (ConnectorGroup g : project.connectorGroups()) {
            for (ConnectorEntry e : g.entries()) {
                grouped.add(project.name() + "/" + e.connector());
            }
        }
    }

    /** Starts the subscribers that belong to no group. */
    void startSubscribers() {
        for (Drain d : drains) {
            if (!grouped.contains(d.name()) && !d.isStarted()) {
                d.start(engine);
            }
        }
    }

    /** Starts the publishers that belong to no group. */
    void startPublishers() {
        for (Feed f : feeds) {
            if (!grouped.contains(f.name())) {
                f.start(0);
            }
        }
    }

    boolean areAllStarted() {
        return started.size() == project.connectorGroups().size();
    }

    /**
     * Starts every group whose turn has come.
     *
     * @throws LockstepException if a group waits for a connector that failed
     */
    void advance() {
        if (areAllStarted()) {
            return;
        }
        for (ConnectorGroup g : project.connectorGroups()) {
            if (!started.contains(g.name()) && isReady(g)) {
                started.add(g.name());
                start(g);
            }
        }
    }

    private boolean isReady(ConnectorGroup group) {
        for (GroupEdge e : project.groupEdges()) {
            if (e.target().equals(group.name()) && !hasReached(e.source(), group)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasReached(String source, ConnectorGroup waiting) {
        for (ConnectorGroup g : project.connectorGroups()) {
            if (!g.name().equals(source)) {
                continue;
            }
            if (!started.contains(source)) {
                return false;
            }
            for (ConnectorEntry e : g.entries()) {
                if (!hasReached(e, waiting)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean hasReached(ConnectorEntry entry, ConnectorGroup waiting) {
        Feed f = feed(entry);
        Drain d = drain(entry);
        LockstepException failure = f != null ? f.failure() : d != null ? d.failure() : null;
        if (failure != null) {
            List<Problem> problems = new ArrayList<>(failure.problems());
            problems.add(
                    Problem.error(
                            ServerError.GROUP_WAITS,
                            waiting.where(),
                            "Group "
                                    + waiting.name()
                                    + " waits for connector "
                                    + entry.connector()
                                    + ", which failed."));
            throw new LockstepException(problems);
        }
        if (f == null) {
            // inactive, or a subscriber, which runs as soon as it is started
            return true;
        }
        return entry.state() == State.RUNNING ? f.isStarted() : f.isEnded();
    }

    private void start(ConnectorGroup g) {
        long round = turns.round();
        for (ConnectorEntry e : g.entries()) {
            Drain d = drain(e);
            if (d != null && !d.isStarted()) {
                d.start(engine);
            }
        }
        for (ConnectorEntry e : g.entries()) {
            Feed f = feed(e);
            if (f != null && !f.isStarted()) {
                f.start(round);
            }
        }
    }

    private @Nullable Feed feed(ConnectorEntry e) {
        String name = project.name() + "/" + e.connector();
        return feeds.stream().filter(f -> f.name().equals(name)).findFirst().orElse(null);
    }

    private @Nullable Drain drain(ConnectorEntry e) {
        String name = project.name() + "/" + e.connector();
        return drains.stream().filter(d -> d.name().equals(name)).findFirst().orElse(null);
    }
}
