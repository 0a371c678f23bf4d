package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.store.RocksRowStores;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a project from first entry to last. {@link #run} is called once and steps the engine
 * on the calling thread; {@link #stop} may be called from any.
 */
public final class ProjectRun implements AutoCloseable {
    private static final long SEED = 1;
    private static final long VIRTUAL_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** How long publishers that were asked to stop may take. */
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ProjectSpec project;
    private final RunOptions options;
    private final RunClock clock;
    private final BadEventLog badEvents;
    private final RocksRowStores stores;
    private final Engine engine;
    private final Entries entries;
    private final Semaphore bell = new Semaphore(0);
    private final List<Feed> feeds;
    private final List<Feed> inputs;
    private final List<Drain> drains;
    private final Turns turns;
    private final Orchestration orchestration;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final boolean isStandardOutputTaken;
    private volatile boolean isStopping;
    private long nextHeartbeat;

    /**
     * @throws LockstepException if the project or an option is refused
     */
    public ProjectRun(ProjectSpec project, RunOptions options) {
        this.project = project;
        this.options = options;
        this.clock = new RunClock(options.isVirtualTime());
        List<Problem> refused = ConnectorClasses.validate(project);
        if (refused.stream().anyMatch(Problem::isError)) {
            throw new LockstepException(refused.stream().filter(Problem::isError).toList());
        }
        this.badEvents = BadEventLog.open(options.badEvents());
        this.stores = StoreFolder.of(project);
        Connections connections;
        try {
            this.engine =
                    Engine.open(
                            project,
                            new EngineOptions(badEvents::engine, this::print)
                                    .with(stores)
                                    .with(UserFunctions.found()));
            connections = new Connections(project, options, badEvents, clock, bell);
            this.entries = new Entries(engine, project, options);
        } catch (LockstepException e) {
            stores.close();
            badEvents.close();
            throw e;
        }
        this.feeds = connections.feeds();
        this.inputs = connections.inputs();
        this.drains = connections.drains();
        this.isStandardOutputTaken = connections.writesToStandardOutput();
        this.turns = new Turns(feeds);
        this.orchestration = new Orchestration(project, engine, feeds, drains, turns);
    }

    public Engine engine() {
        return engine;
    }

    /** What expressions print. */
    private void print(String text) {
        (isStandardOutputTaken ? System.err : System.out).println(text);
    }

    /** Asks the run to end: publishers stop, what has arrived is processed and written. */
    public void stop() {
        isStopping = true;
        bell.release();
    }

    /** Whether {@link #stop} was called. */
    public boolean isStopping() {
        return isStopping;
    }

    /** Blocks that subscribers have written so far; may be asked by any thread. */
    public long progress() {
        return drains.stream().mapToLong(Drain::taken).sum();
    }

    /** The subscribers that have not written all that they were given; by any thread. */
    public List<String> unfinishedSubscribers() {
        return drains.stream().filter(Drain::isBusy).map(Drain::name).toList();
    }

    /** Whether a subscriber writes to standard output, so that nothing else should. */
    public boolean writesToStandardOutput() {
        return isStandardOutputTaken;
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
            steps();
        } catch (LockstepException e) {
            problems.addAll(e.problems());
        } finally {
            end();
        }
        feeds.forEach(f -> add(f.failure()));
        drains.forEach(d -> add(d.failure()));
        if (!problems.isEmpty()) {
            throw new LockstepException(new ArrayList<>(problems));
        }
    }

    private void steps() throws InterruptedException {
        orchestration.startSubscribers();
        Tracing.start(project, engine, System.err::println);
        badEvents.currentNone();
        entries.step(
                new JournalEntry.Start(
                        clock.startMicros(),
                        SEED,
                        entries.modelDigest(),
                        entries.settingsDigest()));
        nextHeartbeat = clock.startMicros() + project.heartbeatMicros();
        orchestration.startPublishers();
        loop();
        if (isStopping) {
            takeArrived();
        }
        if (drainsWork()) {
            linger();
        }
        badEvents.currentNone();
        entries.step(new JournalEntry.End(clock.nowMicros()));
    }

    private void loop() throws InterruptedException {
        List<Feed> waiting = new ArrayList<>(inputs);
        while (!isStopping && drainsWork()) {
            // before looking: what is offered while we look rings again
            bell.drainPermits();
            orchestration.advance();
            if (orchestration.areAllStarted() && !waiting.isEmpty() && lastInputEnded()) {
                Feed next = waiting.remove(0);
                feeds.add(next);
                next.start(turns.round());
            }
            Feed f = turns.next(elapsed());
            if (f != null) {
                stepWhenDue(f);
            } else if (turns.areAllEnded() && waiting.isEmpty() && orchestration.areAllStarted()) {
                if (options.isUntilFinished()) {
                    return;
                }
                idle();
            } else if (!turns.isWaiting() && !mayStart(waiting)) {
                idle();
            }
        }
    }

    private long elapsed() {
        return clock.nowMicros() - clock.startMicros();
    }

    /** Whether the end of what ended just now lets something else begin. */
    private boolean mayStart(List<Feed> waiting) {
        return turns.areAllEnded()
                && (!orchestration.areAllStarted() || !waiting.isEmpty() && lastInputEnded());
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

    private boolean drainsWork() {
        for (Feed f : feeds) {
            f.throwFault();
        }
        for (Drain d : drains) {
            d.throwFault();
            if (d.hasFailed()) {
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
            bell.tryAcquire(wait, TimeUnit.NANOSECONDS);
            return;
        }
        clock.advanceTo(due);
        step(f, block);
    }

    private void step(Feed f, EventBlock block) {
        badEvents.current(f.name(), block);
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
            badEvents.currentNone();
            entries.step(new JournalEntry.Heartbeat(Math.max(nextHeartbeat, entries.lastMicros())));
            nextHeartbeat += project.heartbeatMicros();
        }
    }

    private void idle() throws InterruptedException {
        beat(clock.nowMicros());
        badEvents.flush();
        entries.flush();
        long wait = clock.isVirtual() ? VIRTUAL_IDLE_NANOS : clock.nanosUntil(nextHeartbeat);
        bell.tryAcquire(Math.max(1, wait), TimeUnit.NANOSECONDS);
    }

    /** Steps what publishers have offered already; what is due later is not waited for. */
    private void takeArrived() throws InterruptedException {
        feeds.stream().filter(f -> f.isStarted() && !f.isEnded()).forEach(Feed::stop);
        long until = System.nanoTime() + STOP_NANOS;
        while (drainsWork() && System.nanoTime() < until) {
            bell.drainPermits();
            Feed f = turns.next(elapsed());
            Feed.Offer offer = f == null ? null : f.head(0);
            EventBlock block = offer == null ? null : offer.block();
            if (f == null || offer == null || block == null) {
                if (turns.areAllStartedEnded()) {
                    return;
                }
                bell.tryAcquire(VIRTUAL_IDLE_NANOS, TimeUnit.NANOSECONDS);
            } else if (offer.dueMicros() <= elapsed()) {
                step(f, block);
            } else {
                f.taken();
            }
        }
    }

    private void linger() throws InterruptedException {
        long end = clock.nowMicros() + options.linger().toNanos() / 1000;
        while (!isStopping && nextHeartbeat <= end && drainsWork()) {
            long wait = clock.nanosUntil(nextHeartbeat);
            if (wait > 0) {
                bell.drainPermits();
                bell.tryAcquire(wait, TimeUnit.NANOSECONDS);
            }
            beat(Math.min(end, nextHeartbeat));
        }
        if (!isStopping) {
            clock.advanceTo(end);
        }
    }

    private void end() throws InterruptedException {
        feeds.stream().filter(f -> f.isStarted() && !f.isEnded()).forEach(Feed::abandon);
        try {
            Drain.finish(drains);
        } finally {
            closing(entries::close);
            closing(badEvents::close);
        }
    }

    /** Gives back what the engine holds outside the heap; it is of no use after that. */
    @Override
    public void close() {
        stores.close();
    }

    private void closing(Runnable close) {
        try {
            close.run();
        } catch (LockstepException e) {
            problems.addAll(e.problems());
        }
    }

    private void add(@Nullable LockstepException failure) {
        if (failure != null) {
            problems.addAll(failure.problems());
        }
    }
}
