package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run of a project from first entry to last. {@link #run} is called once and steps the engine
 * on the calling thread; {@link #stop} may be called from any.
 */
public final class ProjectRun implements AutoCloseable {
    /** How long publishers that were asked to stop may take. */
    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final ProjectSpec project;
    private final RunOptions options;
    private final Stepper stepper;
    private final RunClock clock;
    private final List<Drain> drains;
    private final Turns turns;
    private final Orchestration orchestration;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private volatile boolean isStopping;

    /**
     * @throws LockstepException if the project or an option is refused
     */
    public ProjectRun(ProjectSpec project, RunOptions options) {
        this.project = project;
        this.options = options;
        this.stepper = new Stepper(project, options, BadEventLog.open(options.badEvents()));
        this.clock = stepper.clock();
        this.drains = stepper.drains();
        this.turns = stepper.turns();
        this.orchestration = stepper.orchestration();
    }

    public Engine engine() {
        return stepper.engine();
    }

    /** Asks the run to end: publishers stop, what has arrived is processed and written. */
    public void stop() {
        isStopping = true;
        stepper.ring();
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
        return stepper.writesToStandardOutput();
    }

    /** Entries stepped so far. */
    public long position() {
        return stepper.engine().position();
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
        stepper.feeds().forEach(f -> add(f.failure()));
        drains.forEach(d -> add(d.failure()));
        if (!problems.isEmpty()) {
            throw new LockstepException(new ArrayList<>(problems));
        }
    }

    private void steps() throws InterruptedException {
        orchestration.startSubscribers();
        Tracing.start(project, stepper.engine(), System.err::println);
        stepper.begin();
        orchestration.startPublishers();
        loop();
        if (isStopping && drainsWork()) {
            stepper.takeArrived(STOP_NANOS);
        }
        if (drainsWork()) {
            linger();
        }
        stepper.finish();
    }

    private void loop() throws InterruptedException {
        List<Feed> waiting = new ArrayList<>(stepper.inputs());
        while (!isStopping && drainsWork()) {
            stepper.listen();
            orchestration.advance();
            if (orchestration.areAllStarted() && !waiting.isEmpty() && lastInputEnded()) {
                Feed next = waiting.remove(0);
                stepper.feeds().add(next);
                next.start(turns.round());
            }
            Feed f = turns.next(stepper.elapsed());
            if (f != null) {
                stepper.stepWhenDue(f);
            } else if (turns.areAllEnded() && waiting.isEmpty() && orchestration.areAllStarted()) {
                if (options.isUntilFinished()) {
                    return;
                }
                stepper.idle();
            } else if (!turns.isWaiting() && !mayStart(waiting)) {
                stepper.idle();
            }
        }
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
        for (Feed f : stepper.inputs()) {
            if (f.isStarted() && !f.isEnded()) {
                return false;
            }
        }
        return true;
    }

    private boolean drainsWork() {
        stepper.throwFaults();
        return drains.stream().noneMatch(Drain::hasFailed);
    }

    private void linger() throws InterruptedException {
        long end = clock.nowMicros() + options.linger().toNanos() / 1000;
        while (!isStopping && stepper.nextHeartbeat() <= end && drainsWork()) {
            long wait = clock.nanosUntil(stepper.nextHeartbeat());
            if (wait > 0) {
                stepper.listen();
                stepper.awaitBell(wait);
            }
            stepper.beat(Math.min(end, stepper.nextHeartbeat()));
        }
        if (!isStopping) {
            clock.advanceTo(end);
        }
    }

    private void end() throws InterruptedException {
        stepper.abandonFeeds();
        try {
            Drain.finish(drains);
        } finally {
            closing(stepper.entries()::close);
            closing(stepper.badEvents()::close);
        }
    }

    /** Gives back what the engine holds outside the heap; it is of no use after that. */
    @Override
    public void close() {
        stepper.close();
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
