package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.store.RocksRowStores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A project's engine with what feeds and drains it, and the time that passes for it: what a run
 * from first entry to last and a project of a server have in common. Everything but {@link #ring}
 * and what says otherwise is of one thread.
 */
final class Stepper implements AutoCloseable {
    private static final long SEED = 1;
    private static final long VIRTUAL_IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final ProjectSpec project;
    private final RunClock clock;
    private final BadEventLog badEvents;
    private final RocksRowStores stores;
    private final Engine engine;
    private final Entries entries;
    private final Connections connections;
    private final Semaphore bell = new Semaphore(0);
    private final List<Feed> feeds;
    private volatile List<Feed> current;
    private final List<Drain> drains;
    private final Turns turns;
    private final boolean isStandardOutputTaken;
    private long nextHeartbeat;

    /** Why publishers that have not started never will; null while they may. */
    private volatile @Nullable LockstepException givenUp;

    /**
     * @param badEvents closed here, even if the project is refused
     * @throws LockstepException if the project or an option is refused
     */
    Stepper(ProjectSpec project, RunOptions options, BadEventLog badEvents) {
        this.project = project;
        this.clock = new RunClock(options.isVirtualTime());
        this.badEvents = badEvents;
        List<Problem> refused =
                ConnectorClasses.validate(project).stream().filter(Problem::isError).toList();
        if (!refused.isEmpty()) {
            badEvents.close();
            throw new LockstepException(refused);
        }
        this.stores = StoreFolder.of(project);
        try {
            this.engine =
                    Engine.open(
                            project,
                            new EngineOptions(badEvents::engine, this::print)
                                    .with(stores)
                                    .with(UserFunctions.found()));
            this.connections = new Connections(project, options, badEvents, clock, bell);
            this.entries = new Entries(engine, project, options);
        } catch (LockstepException e) {
            stores.close();
            badEvents.close();
            throw e;
        }
        this.feeds = new ArrayList<>(connections.feeds());
        this.current = List.copyOf(feeds);
        this.drains = connections.drains();
        this.isStandardOutputTaken = connections.writesToStandardOutput();
        this.turns = new Turns(feeds);
    }

    Engine engine() {
        return engine;
    }

    Entries entries() {
        return entries;
    }

    RunClock clock() {
        return clock;
    }

    BadEventLog badEvents() {
        return badEvents;
    }

    /** The publishers that take turns; whoever adds one starts it. */
    List<Feed> feeds() {
        return feeds;
    }

    /** The publishers of the command line, none of them among {@link #feeds} yet. */
    List<Feed> inputs() {
        return connections.inputs();
    }

    List<Drain> drains() {
        return drains;
    }

    Turns turns() {
        return turns;
    }

    /** Puts new publishers, none of them started, in the place of those that have ended. */
    void renewFeeds() {
        givenUp = null;
        feeds.clear();
        feeds.addAll(connections.renewedFeeds());
        current = List.copyOf(feeds);
    }

    /** The order in which the connectors start that are not started yet. */
    Orchestration orchestration() {
        return new Orchestration(project, engine, feeds, drains, turns);
    }

    /** Whether a subscriber writes to standard output, so that nothing else should. */
    boolean writesToStandardOutput() {
        return isStandardOutputTaken;
    }

    /** What expressions print. */
    private void print(String text) {
        (isStandardOutputTaken ? System.err : System.out).println(text);
    }

    /** Wakes the thread that waits for something to do; by any thread. */
    void ring() {
        bell.release();
    }

    /** Before looking for something to do: what is offered while one looks rings again. */
    void listen() {
        bell.drainPermits();
    }

    /** Waits until somebody rings, for a bounded time. */
    void awaitBell(long nanos) throws InterruptedException {
        bell.tryAcquire(Math.max(1, nanos), TimeUnit.NANOSECONDS);
    }

    /** The first entry. */
    void begin() {
        badEvents.currentNone();
        entries.step(
                new JournalEntry.Start(
                        clock.startMicros(),
                        SEED,
                        entries.modelDigest(),
                        entries.settingsDigest()));
        nextHeartbeat = clock.startMicros() + project.heartbeatMicros();
    }

    /** Time passes again from now on: what would have been due meanwhile is left out. */
    void resume() {
        clock.notBefore(engine.timeMicros());
        nextHeartbeat = clock.nowMicros() + project.heartbeatMicros();
    }

    /** The last entry. */
    void finish() {
        badEvents.currentNone();
        entries.step(new JournalEntry.End(clock.nowMicros()));
    }

    /** Microseconds since the start. */
    long elapsed() {
        return clock.nowMicros() - clock.startMicros();
    }

    long nextHeartbeat() {
        return nextHeartbeat;
    }

    /** Throws what no project can go on after, the end of memory above all. */
    void throwFaults() {
        feeds.forEach(Feed::throwFault);
        drains.forEach(Drain::throwFault);
    }

    /** Steps the feed's block if it is due, else waits for the next thing that is. */
    void stepWhenDue(Feed f) throws InterruptedException {
        Feed.Offer offer = f.head(0);
        EventBlock block = offer == null ? null : offer.block();
        if (offer == null || block == null) {
            return;
        }
        long due = clock.startMicros() + offer.dueMicros();
        beat(due);
        long wait = clock.nanosUntil(Math.min(due, nextHeartbeat));
        if (wait > 0 && due > clock.nowMicros()) {
            awaitBell(wait);
            return;
        }
        clock.advanceTo(due);
        step(f, block);
    }

    /** Steps the head of the feed now. */
    void step(Feed f, EventBlock block) {
        badEvents.current(f.name(), block);
        entries.step(new JournalEntry.Block(clock.nowMicros(), f.window(), block));
        f.taken();
        f.recycle(block);
    }

    /** Steps a block that comes from no connector. */
    void step(String origin, String window, EventBlock block) {
        badEvents.current(origin, block);
        entries.step(new JournalEntry.Block(clock.nowMicros(), window, block));
    }

    /**
     * Steps the heartbeats that are over by now, with a virtual clock those up to {@code
     * dueMicros}.
     */
    void beat(long dueMicros) {
        long until = clock.isVirtual() ? dueMicros : clock.nowMicros();
        while (nextHeartbeat <= until) {
            clock.advanceTo(nextHeartbeat);
            badEvents.currentNone();
            entries.step(new JournalEntry.Heartbeat(Math.max(nextHeartbeat, entries.lastMicros())));
            nextHeartbeat += project.heartbeatMicros();
        }
    }

    /** Lets time pass until somebody rings or a heartbeat is due. */
    void idle() throws InterruptedException {
        beat(clock.nowMicros());
        flush();
        awaitBell(clock.isVirtual() ? VIRTUAL_IDLE_NANOS : clock.nanosUntil(nextHeartbeat));
    }

    /** Makes visible in files what was stepped so far. */
    void flush() {
        badEvents.flush();
        entries.flush();
    }

    /**
     * Stops the publishers and steps what they have offered already; what is due later is not
     * waited for.
     *
     * @param nanos how long to go on at most
     * @return whether everything that had arrived was stepped
     */
    boolean takeArrived(long nanos) throws InterruptedException {
        feeds.stream().filter(f -> f.isStarted() && !f.isEnded()).forEach(Feed::stop);
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            throwFaults();
            bell.drainPermits();
            Feed f = turns.next(elapsed());
            Feed.Offer offer = f == null ? null : f.head(0);
            EventBlock block = offer == null ? null : offer.block();
            if (f == null || offer == null || block == null) {
                if (turns.areAllStartedEnded()) {
                    return true;
                }
                awaitBell(VIRTUAL_IDLE_NANOS);
            } else if (offer.dueMicros() <= elapsed()) {
                step(f, block);
            } else {
                f.taken();
            }
        }
        return false;
    }

    /** Nobody takes anything any more from publishers that still run. */
    void abandonFeeds() {
        feeds.stream().filter(f -> f.isStarted() && !f.isEnded()).forEach(Feed::abandon);
    }

    /** Publishers that have not started never will: they wait for one that failed. */
    void giveUp(LockstepException why) {
        givenUp = why;
    }

    /** The connectors that are there now; by any thread. */
    List<ConnectorStatus> status() {
        List<ConnectorStatus> all = new ArrayList<>();
        // the list is replaced as a whole, so that other threads may read it
        for (Feed f : current) {
            all.add(
                    new ConnectorStatus(
                            f.name(), f.window(), Direction.PUBLISH, state(f), f.rows(), told(f)));
        }
        for (Drain d : drains) {
            all.add(
                    new ConnectorStatus(
                            d.name(),
                            d.window(),
                            Direction.SUBSCRIBE,
                            state(d),
                            d.rows(),
                            told(d.failure())));
        }
        return all;
    }

    private ConnectorStatus.State state(Feed f) {
        if (f.failure() != null || !f.isStarted() && givenUp != null) {
            return ConnectorStatus.State.FAILED;
        }
        if (!f.isStarted() || f.isEnded() && f.isStopped()) {
            return ConnectorStatus.State.STOPPED;
        }
        return f.isEnded() ? ConnectorStatus.State.FINISHED : ConnectorStatus.State.RUNNING;
    }

    private static ConnectorStatus.State state(Drain d) {
        if (d.hasFailed()) {
            return ConnectorStatus.State.FAILED;
        }
        return d.isStarted() ? ConnectorStatus.State.RUNNING : ConnectorStatus.State.STOPPED;
    }

    private @Nullable String told(Feed f) {
        return told(f.isStarted() ? f.failure() : givenUp);
    }

    private static @Nullable String told(@Nullable LockstepException failure) {
        if (failure == null) {
            return null;
        }
        // the last problem is the connector's own, those before it are what it waits for
        List<Problem> problems = failure.problems();
        return problems.get(problems.size() - 1).toString();
    }

    /** Closes what was never begun. */
    void discard() {
        try {
            entries.close();
        } finally {
            badEvents.close();
            close();
        }
    }

    /**
     * Ends what still runs: subscribers write what they have, for a bounded time all of them
     * together.
     */
    void shutDown(long millis) throws InterruptedException {
        try {
            Drain.finish(drains, millis);
        } finally {
            discard();
        }
    }

    /** Gives back what the engine holds outside the heap; it is of no use after that. */
    @Override
    public void close() {
        stores.close();
    }
}
