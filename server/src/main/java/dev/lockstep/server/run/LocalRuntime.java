package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.WindowStats;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.event.OutputListener;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.measure.Sample;
import dev.lockstep.server.persist.PersistError;
import dev.lockstep.server.persist.Snapshot;
import dev.lockstep.server.persist.SnapshotDraft;
import dev.lockstep.server.persist.SnapshotFolder;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.server.project.LifeCycle;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.project.ProjectAction;
import dev.lockstep.server.project.ProjectLimits;
import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.ProjectState;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A project of this process alone: one engine on a thread of its own, for as long as it is loaded.
 */
public final class LocalRuntime implements ProjectRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRuntime.class);

    /** While nothing runs there is nothing to wait for but calls, which ring. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String SECTION = "engine";

    private final LoadedModel model;
    private final RunOptions options;
    private final LifeCycle life;
    private final Thread thread;
    private final Calls calls;
    private final SchemaResponders responders;

    /** Replaced when a restore fails, since the engine is of no use then; before the first step. */
    private volatile Stepper stepper;

    // of the engine's thread
    private @Nullable Orchestration orchestration;
    private final ConnectorWatch watch = new ConnectorWatch();
    private boolean isRunning;
    private boolean hasBegun;

    /** What a step threw that was not the caller's fault; ends the project. */
    private @Nullable RuntimeException fault;

    private volatile boolean isConnected;
    private volatile boolean isClosing;

    /**
     * @throws LockstepException with everything that is wrong with the project
     */
    public LocalRuntime(
            LoadedModel model, @Nullable Path badEvents, List<LifeCycle.Listener> listeners) {
        this.model = model;
        this.options =
                new RunOptions(
                        List.of(),
                        List.of(),
                        false,
                        false,
                        Duration.ZERO,
                        badEvents,
                        null,
                        model.settings());
        this.life = new LifeCycle(model.spec().name(), listeners);
        this.stepper = open();
        this.calls = new Calls(name(), () -> stepper.ring());
        this.thread = Thread.ofPlatform().name("project " + name()).daemon().unstarted(this::live);
        this.responders = new SchemaResponders(spec());
        thread.start();
    }

    private Stepper open() {
        return new Stepper(spec(), options, BadEventLog.append(options.badEvents()));
    }

    // ---- the engine's thread

    private void live() {
        try {
            while (!isClosing) {
                stepper.listen();
                if (!calls.doNext()) {
                    throwFault();
                    if (isRunning) {
                        work();
                    } else {
                        stepper.awaitBell(PAUSE_NANOS);
                    }
                }
            }
        } catch (InterruptedException e) {
            // nobody interrupts it but who ends the process
        } catch (LockstepException e) {
            failed(e.problems().get(0).toString(), e);
        } catch (RuntimeException | Error e) {
            failed(e.toString(), e);
            if (e instanceof VirtualMachineError) {
                // a process without memory must not go on: what it would answer may be wrong
                Runtime.getRuntime().halt(1);
            }
        } finally {
            isRunning = false;
            calls.close();
        }
    }

    private void throwFault() {
        RuntimeException e = fault;
        if (e != null) {
            throw e;
        }
    }

    private void failed(String why, Throwable e) {
        LOG.error("Project {} failed: {}", name(), why, e);
        life.fail(why);
        stepper.abandonFeeds();
    }

    private void work() throws InterruptedException {
        stepper.throwFaults();
        watch.look(stepper::status);
        advance();
        Feed f = stepper.turns().next(stepper.elapsed());
        if (f != null) {
            stepper.stepWhenDue(f);
        } else if (!stepper.turns().isWaiting() && !mayAdvance()) {
            watch.lookAt(stepper.status());
            stepper.idle();
        }
    }

    /** Whether the end of what ended just now may let a group start. */
    private boolean mayAdvance() {
        Orchestration o = orchestration;
        return o != null && !o.areAllStarted() && stepper.turns().areAllStartedEnded();
    }

    private void advance() {
        Orchestration o = orchestration;
        if (o == null) {
            return;
        }
        try {
            o.advance();
            orchestration = o.areAllStarted() ? null : o;
        } catch (LockstepException e) {
            // the project goes on without the groups that wait for a connector that failed
            orchestration = null;
            stepper.giveUp(e);
        }
    }

    private <T> T onEngine(Callable<T> work) throws InterruptedException {
        return calls.call(ProjectLimits.CALL_MILLIS.defaultValue(), work);
    }

    // ---- life cycle

    @Override
    public void start() throws InterruptedException {
        life.act(ProjectAction.START, () -> onEngine(this::begin));
    }

    private boolean begin() {
        if (isRunning) {
            return true;
        }
        if (hasBegun) {
            stepper.resume();
        } else if (stepper.engine().position() >= 0) {
            Tracing.start(spec(), stepper.engine(), System.err::println);
            stepper.resume();
        } else {
            Tracing.start(spec(), stepper.engine(), System.err::println);
            stepper.begin();
        }
        hasBegun = true;
        isRunning = true;
        return true;
    }

    @Override
    public void stop() throws InterruptedException {
        life.act(
                ProjectAction.STOP,
                () -> {
                    long millis = ProjectLimits.QUIESCE_MILLIS.defaultValue();
                    calls.call(3 * millis, () -> quiesce(millis));
                });
    }

    private boolean quiesce(long millis) throws InterruptedException {
        if (!isRunning) {
            return true;
        }
        // groups that were not started yet are not started any more
        orchestration = null;
        isConnected = false;
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean isQuiet = takeArrived(millis);
        if (!isQuiet) {
            throw new LockstepException(
                    ServerError.NOT_QUIET,
                    "Project " + name() + " still has input to process; it goes on with it.");
        }
        for (Drain d : stepper.drains()) {
            if (!d.awaitWritten(Math.max(1, until - System.nanoTime()))) {
                throw new LockstepException(
                        ServerError.NOT_QUIET,
                        "Connector " + d.name() + " has not written all that it was given.");
            }
        }
        watch.lookAt(stepper.status());
        isRunning = false;
        return true;
    }

    private boolean takeArrived(long millis) throws InterruptedException {
        try {
            boolean isQuiet = stepper.takeArrived(TimeUnit.MILLISECONDS.toNanos(millis));
            stepper.flush();
            return isQuiet;
        } catch (RuntimeException e) {
            // it would have ended the project in the ordinary way, too
            fault = e;
            throw e;
        }
    }

    @Override
    public void startConnectors() throws InterruptedException {
        life.act(ProjectAction.START_CONNECTORS, () -> onEngine(this::connect));
    }

    private boolean connect() {
        if (isConnected) {
            return true;
        }
        if (stepper.feeds().stream().anyMatch(Feed::isStarted)) {
            stepper.renewFeeds();
        }
        Orchestration o = stepper.orchestration();
        o.startSubscribers();
        o.startPublishers();
        orchestration = o;
        isConnected = true;
        watch.lookAt(stepper.status());
        return true;
    }

    @Override
    public void standBy() {
        throw new LockstepException(
                ServerError.NO_REPLICAS, "Project " + name() + " runs on this server alone.");
    }

    // ---- snapshots

    @Override
    public Path persist(Path folder) throws InterruptedException {
        Path[] written = new Path[1];
        life.act(ProjectAction.PERSIST, () -> written[0] = save(folder));
        return written[0];
    }

    private Path save(Path folder) throws InterruptedException {
        SnapshotFolder target = SnapshotFolder.of(folder, name());
        try (SnapshotDraft draft = target.draft(Sha256.of(spec().xml()))) {
            calls.call(
                    ProjectLimits.SAVE_MILLIS.defaultValue(),
                    () -> {
                        Engine engine = stepper.engine();
                        draft.section(SECTION, engine::save);
                        WindowDefinitions.describe(spec(), draft);
                        draft.position(engine.position(), engine.timeMicros());
                        return true;
                    });
            return draft.commit();
        }
    }

    @Override
    public Path restore(Path folder, boolean isCarriedOver) throws InterruptedException {
        Path[] read = new Path[1];
        life.act(ProjectAction.RESTORE, () -> read[0] = load(folder, isCarriedOver));
        return read[0];
    }

    private Path load(Path folder, boolean isCarriedOver) throws InterruptedException {
        SnapshotFolder source = SnapshotFolder.of(folder, name());
        Snapshot snapshot = source.newest();
        if (!snapshot.sections().contains(SECTION)) {
            throw new LockstepException(
                    PersistError.OTHER_KIND,
                    "Snapshot "
                            + snapshot.folder().getFileName()
                            + " was taken of a project with a journal, which this one has not.");
        }
        String digest = Sha256.of(spec().xml());
        CarryOver plan =
                snapshot.model().equals(digest)
                        ? null
                        : CarryOver.of(snapshot, spec(), stepper.engine(), digest);
        if (plan != null && !isCarriedOver) {
            throw plan.refused();
        }
        if (plan != null) {
            plan.lines().forEach(line -> LOG.info("Project {}: {}", name(), line));
        }
        calls.call(
                ProjectLimits.SAVE_MILLIS.defaultValue(),
                () -> {
                    Stepper fresh = open();
                    try {
                        snapshot.read(SECTION, in -> restore(fresh.engine(), in, plan));
                    } catch (RuntimeException | Error e) {
                        fresh.discard();
                        throw e;
                    }
                    Stepper before = stepper;
                    stepper = fresh;
                    before.discard();
                    return true;
                });
        return snapshot.folder();
    }

    private static void restore(Engine fresh, InputStream in, @Nullable CarryOver plan) {
        if (plan == null) {
            fresh.restore(in);
        } else {
            fresh.restore(in, plan.empty());
        }
    }

    // ---- what can be asked

    @Override
    public ProjectSpec spec() {
        return model.spec();
    }

    @Override
    public ProjectState state() {
        return life.state();
    }

    @Override
    public @Nullable String reason() {
        return life.reason();
    }

    @Override
    public boolean isPrimary() {
        return true;
    }

    @Override
    public WindowStats stats(String window) {
        return stepper.engine().stats(window);
    }

    @Override
    public List<WindowStats> stats() {
        Engine engine = stepper.engine();
        return engine.windows().stream().map(engine::stats).toList();
    }

    @Override
    public List<ConnectorStatus> connectors() {
        return stepper.status();
    }

    @Override
    public long position() {
        return stepper.engine().position();
    }

    @Override
    public List<EventBlock> rows(String window, long most) throws InterruptedException {
        return onEngine(
                () -> {
                    Engine engine = stepper.engine();
                    List<EventBlock> blocks = new ArrayList<>();
                    long[] count = new long[1];
                    engine.retained(
                            window,
                            rows -> {
                                long left = most - count[0];
                                if (left > 0 && rows.rows() > 0) {
                                    EventBlock part = first(rows, left);
                                    count[0] += part.rows();
                                    blocks.add(detached(part));
                                }
                            });
                    return blocks;
                });
    }

    private static EventBlock first(EventBlock rows, long most) {
        if (rows.rows() <= most) {
            return rows;
        }
        int[] chosen = IntStream.range(0, (int) most).toArray();
        EventBlock part = EventBlock.attached(rows.schema());
        Blocks.gather(rows, chosen, chosen.length, part);
        return part;
    }

    private EventBlock detached(EventBlock rows) {
        EventBlock copy = EventBlock.detached(rows.schema());
        Blocks.detach(rows, copy, stepper.engine().pool());
        return copy;
    }

    @Override
    public void inject(String window, List<EventBlock> blocks) throws InterruptedException {
        if (life.state() != ProjectState.RUNNING) {
            throw notRunning();
        }
        if (spec().queries().stream()
                .flatMap(
                        q ->
                                q.windows().stream()
                                        .filter(w -> w.kind() instanceof WindowKind.Source)
                                        .map(w -> q.name() + "/" + w.name()))
                .noneMatch(window::equals)) {
            throw new LockstepException(
                    EngineError.NOT_A_SOURCE, "Window " + window + " is not a source window.");
        }
        for (EventBlock block : blocks) {
            onEngine(() -> take(window, block));
        }
    }

    private LockstepException notRunning() {
        return new LockstepException(
                ServerError.ILLEGAL_STATE,
                "Project " + name() + " does not run and takes no events.");
    }

    private boolean take(String window, EventBlock block) {
        if (!isRunning) {
            throw notRunning();
        }
        try {
            stepper.step("REST", window, block);
        } catch (RuntimeException e) {
            // the window takes events, so that it was no fault of the caller
            fault = e;
            throw e;
        }
        return true;
    }

    @Override
    public AutoCloseable subscribe(String window, Consumer<EventBlock> listener)
            throws InterruptedException {
        OutputListener adapter = rows -> listener.accept(detached(rows));
        onEngine(
                () -> {
                    stepper.engine().subscribe(window, adapter, true);
                    return true;
                });
        return () ->
                onEngine(
                        () -> {
                            stepper.engine().unsubscribe(window, adapter);
                            return true;
                        });
    }

    @Override
    public List<Sample> samples() {
        return List.of();
    }

    @Override
    public @Nullable String running() {
        Engine engine = stepper.engine();
        int place = engine.running();
        return place < 0 ? null : engine.windows().get(place);
    }

    @Override
    public void close() throws InterruptedException {
        life.act(
                ProjectAction.REMOVE,
                () -> {
                    long millis = ProjectLimits.QUIESCE_MILLIS.defaultValue();
                    isClosing = true;
                    responders.close();
                    stepper.ring();
                    if (!thread.join(Duration.ofMillis(millis))) {
                        // a subscriber that takes nothing holds it up
                        thread.interrupt();
                        thread.join();
                    }
                    stepper.abandonFeeds();
                    stepper.shutDown(millis);
                });
    }
}
