package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a project from first entry to last. {@link #run} is called once and steps the engine
 * on the calling thread; {@link #stop} may be called from any.
 */
public final class ProjectRun {
    private static final long SEED = 1;

    private final ProjectSpec project;
    private final RunOptions options;
    private final RunClock clock;
    private final BadEventLog badEvents;
    private final Engine engine;
    private final Entries entries;
    private final Semaphore bell = new Semaphore(0);
    private final List<Feed> feeds = new ArrayList<>();
    private final List<Feed> inputs = new ArrayList<>();
    private final List<Drain> drains = new ArrayList<>();
    private volatile boolean isStopping;
    private long nextHeartbeat;

    /**
     * @throws LockstepException if the project or an option is refused
     */
    public ProjectRun(ProjectSpec project, RunOptions options) {
        this.project = project;
        this.options = options;
        this.clock = new RunClock(options.isVirtualTime());
        List<Problem> problems = ConnectorClasses.validate(project);
        if (problems.stream().anyMatch(Problem::isError)) {
            throw new LockstepException(problems.stream().filter(Problem::isError).toList());
        }
        this.badEvents = BadEventLog.open(options.badEvents());
        this.engine =
                Engine.open(project, new EngineOptions(badEvents::engine, System.out::println));
        makeConnectors();
        for (FileBinding in : options.inputs()) {
            inputs.add(input(in));
        }
        for (FileBinding out : options.outputs()) {
            drains.add(output(out));
        }
        refuseEndless();
        this.entries = new Entries(engine, project, options);
    }

    public Engine engine() {
        return engine;
    }

    private void makeConnectors() {
        for (QuerySpec q : project.queries()) {
            for (WindowSpec w : q.windows()) {
                for (ConnectorSpec c : w.connectors()) {
                    if (c.isActive()) {
                        add(q, w, c);
                    }
                }
            }
        }
    }

    private void add(QuerySpec q, WindowSpec w, ConnectorSpec c) {
        ConnectorClass kind = ConnectorClasses.named(c.connectorClass(), c.where());
        ConnectorConfig config = ConnectorClasses.config(project, q, w, c);
        String window = q.name() + "/" + w.name();
        if (c.direction() == Direction.PUBLISH) {
            feeds.add(
                    new Feed(
                            config.name(),
                            window,
                            w.schema(),
                            kind.publisher(config),
                            badEvents::connector,
                            bell));
        } else {
            drains.add(
                    new Drain(
                            config.name(),
                            window,
                            w.schema(),
                            kind.subscriber(config),
                            w.isCollapseUpdates()));
        }
    }

    private Feed input(FileBinding file) {
        Binding b = Binding.of(project, file, true);
        ConnectorConfig config = b.config();
        return new Feed(
                config.name(),
                b.window(),
                config.schema(),
                ConnectorClasses.named("fs", config.where()).publisher(config),
                badEvents::connector,
                bell);
    }

    private Drain output(FileBinding file) {
        Binding b = Binding.of(project, file, false);
        ConnectorConfig config = b.config();
        return new Drain(
                config.name(),
                b.window(),
                config.schema(),
                ConnectorClasses.named("fs", config.where()).subscriber(config),
                b.isCollapsed());
    }

    private void refuseEndless() {
        if (!options.isUntilFinished()) {
            return;
        }
        for (Feed f : feeds) {
            if (!f.isFinite()) {
                throw new LockstepException(
                        ServerError.ENDLESS_PUBLISHER,
                        "Publisher " + f.name() + " never finishes.");
            }
        }
        for (Feed f : inputs) {
            if (!f.isFinite()) {
                throw new LockstepException(
                        ServerError.ENDLESS_PUBLISHER,
                        "Publisher " + f.name() + " never finishes.");
            }
        }
    }

    /** Asks the run to end: publishers stop, what has arrived is processed and written. */
    public void stop() {
        isStopping = true;
        bell.release();
    }

    /** Entries stepped so far. */
    public long position() {
        return engine.position();
    }

    /**
     * @throws LockstepException with every connector's failure, after everything else has ended in
     *     order
     */
    public void run() throws InterruptedException {
        try {
            entries.step(
                    new JournalEntry.Start(
                            clock.startMicros(),
                            SEED,
                            entries.modelDigest(),
                            entries.settingsDigest()));
            nextHeartbeat = clock.startMicros() + project.heartbeatMicros();
            Orchestration orchestration = new Orchestration(project, engine, feeds, drains);
            orchestration.startDefault();
            loop(orchestration);
            linger();
            entries.step(new JournalEntry.End(clock.nowMicros()));
        } finally {
            close();
        }
        throwFailures();
    }

    private void loop(Orchestration orchestration) throws InterruptedException {
        Turns turns = new Turns(feeds);
        List<Feed> waiting = new ArrayList<>(inputs);
        while (!isStopping && drainsWork()) {
            orchestration.advance();
            if (orchestration.areAllStarted()
                    && !waiting.isEmpty()
                    && (feeds.isEmpty() || lastInputEnded())) {
                Feed next = waiting.remove(0);
                feeds.add(next);
                next.start();
            }
            Feed f = turns.next();
            if (f != null) {
                stepWhenDue(f);
            } else if (turns.areAllEnded() && waiting.isEmpty() && orchestration.areAllStarted()) {
                if (options.isUntilFinished()) {
                    return;
                }
                idle();
            } else if (!hasFinite()) {
                idle();
            }
        }
    }

    /**
     * Inputs of the command line follow each other; the model's own publishers go on beside them.
     */
    private boolean lastInputEnded() {
        for (Feed f : inputs) {
            if (f.isStarted() && !f.isEnded()) {
                return false;
            }
        }
        return true;
    }

    private boolean hasFinite() {
        for (Feed f : feeds) {
            if (f.isStarted() && !f.isEnded() && f.isFinite()) {
                return true;
            }
        }
        return false;
    }

    private boolean drainsWork() {
        for (Drain d : drains) {
            if (d.failure() != null) {
                return false;
            }
        }
        return true;
    }

    private void stepWhenDue(Feed f) throws InterruptedException {
        Feed.Offer offer = f.head(0);
        EventBlock block = offer == null ? null : offer.block();
        if (offer == null || block == null) {
            return;
        }
        long due = clock.startMicros() + offer.dueMicros();
        beat(due);
        long wait = clock.nanosUntil(Math.min(due, nextHeartbeat));
        if (wait > 0 && due > clock.nowMicros()) {
            bell.drainPermits();
            bell.tryAcquire(wait, TimeUnit.NANOSECONDS);
            return;
        }
        clock.advanceTo(due);
        badEvents.current(f.name());
        entries.step(new JournalEntry.Block(clock.nowMicros(), f.window(), block));
        f.taken();
        f.recycle(block);
    }

    /**
     * Steps the heartbeats that are over by now, with a virtual clock those up to {@code
     * dueMicros}.
     */
    private void beat(long dueMicros) {
        long until = clock.isVirtual() ? dueMicros : clock.nowMicros();
        while (nextHeartbeat <= until) {
            clock.advanceTo(nextHeartbeat);
            entries.step(new JournalEntry.Heartbeat(Math.max(nextHeartbeat, entries.lastMicros())));
            nextHeartbeat += project.heartbeatMicros();
        }
    }

    private void idle() throws InterruptedException {
        beat(clock.nowMicros());
        bell.drainPermits();
        long wait =
                clock.isVirtual()
                        ? TimeUnit.MILLISECONDS.toNanos(20)
                        : clock.nanosUntil(nextHeartbeat);
        bell.tryAcquire(Math.max(1, wait), TimeUnit.NANOSECONDS);
    }

    private void linger() throws InterruptedException {
        long end = clock.nowMicros() + options.linger().toNanos() / 1000;
        while (!isStopping && nextHeartbeat <= end) {
            long wait = clock.nanosUntil(nextHeartbeat);
            if (wait > 0) {
                bell.drainPermits();
                bell.tryAcquire(wait, TimeUnit.NANOSECONDS);
            }
            beat(Math.min(end, nextHeartbeat));
        }
        clock.advanceTo(end);
    }

    private void close() throws InterruptedException {
        for (Feed f : feeds) {
            if (f.isStarted() && !f.isEnded()) {
                f.stop();
            }
        }
        for (Drain d : drains) {
            d.finish();
        }
        entries.close();
        badEvents.close();
    }

    private void throwFailures() {
        List<Problem> problems = new ArrayList<>();
        for (Feed f : feeds) {
            add(f.failure(), problems);
        }
        for (Drain d : drains) {
            add(d.failure(), problems);
        }
        if (!problems.isEmpty()) {
            throw new LockstepException(problems);
        }
    }

    private static void add(@Nullable LockstepException failure, List<Problem> problems) {
        if (failure != null) {
            problems.addAll(failure.problems());
        }
    }
}
