package dev.lockstep.server.failover;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.limit.Limit;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.WindowStats;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.engine.window.Blocks;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.replica.ReplicaSettings;
import dev.lockstep.failover.role.Role;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.measure.Sample;
import dev.lockstep.server.persist.Snapshot;
import dev.lockstep.server.persist.SnapshotFolder;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.server.project.FailoverReport;
import dev.lockstep.server.project.Guarantee;
import dev.lockstep.server.project.LifeCycle;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.project.ProjectAction;
import dev.lockstep.server.project.ProjectLimits;
import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.ProjectState;
import dev.lockstep.server.run.BadEventLog;
import dev.lockstep.server.run.CarryOver;
import dev.lockstep.server.run.Sha256;
import dev.lockstep.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A project in hot failover: this process holds one of its replicas. The composition root of it:
 * the replica on a thread of its own, the bus, the models.
 */
public final class ReplicatedRuntime implements ProjectRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicatedRuntime.class);

    private final LoadedModel model;
    private final String modelDigest;
    private final FailoverPlan plan;
    private final ModelFactory factory;
    private final LifeCycle life;
    private final BadEventLog badEvents;
    private final ModelLoading models;
    private final BusMeter meter;
    private final ReplicaThread replica;
    private final Takeover takeover = new Takeover();
    private final String engine;
    private final OtherConnectors connectors;
    private final Ground ground;
    private final ReplicaSnapshots snapshots;
    private volatile @Nullable Joining joining;
    private volatile long released;

    /**
     * @param engine the engine's name, unlike that of any other process, also of earlier ones
     * @param joinFrom a further folder of snapshots from which it joins, or null
     * @throws LockstepException with everything that keeps the project from failover
     */
    public ReplicatedRuntime(
            LoadedModel model,
            String engine,
            ServerSettings server,
            @Nullable Path joinFrom,
            List<LifeCycle.Listener> listeners) {
        this.model = model;
        this.engine = engine;
        this.modelDigest = Sha256.of(model.spec().xml());
        @Nullable Path journal = isAskedFor(model.spec()) ? null : journalFolder(server);
        this.plan =
                journal == null ? FailoverPlan.of(model.spec()) : FailoverPlan.local(model.spec());
        SnapshotPolicy policy = SnapshotPolicy.of(server);
        this.ground =
                journal == null
                        ? new KafkaGround(
                                plan, engine, new PeerSettings(server), policy.neededMillis())
                        : new LocalGround(model.spec().name(), journal);
        this.life = new LifeCycle(model.spec().name(), listeners);
        this.badEvents = BadEventLog.append(server.badEvents());
        ReplicaSettings settings =
                journal == null
                        ? ReplicaSettings.of(engine)
                        : ReplicaSettings.alone(engine, model.spec().heartbeatMicros());
        this.meter = new BusMeter(plan.inputs().size(), plan.outputs().size());
        this.replica = new ReplicaThread(name(), settings, meter, this::perform);
        this.connectors =
                new OtherConnectors(
                        plan,
                        engine,
                        journal == null && plan.inputs().isEmpty(),
                        this.badEvents::record,
                        replica::tell);
        this.factory =
                new ModelFactory(
                        model,
                        plan,
                        connectors::routes,
                        this.badEvents,
                        r -> this.badEvents.record(r.source(), r.row()));
        // refused now rather than when it starts
        factory.makeBeside().close();
        this.snapshots =
                new ReplicaSnapshots(
                        new PeerStates.Parts(name(), modelDigest, replica, ground),
                        factory,
                        connectors,
                        policy);
        if (journal != null) {
            snapshots.beside(new Shadowing(model, server, journal.resolve(name())), new Working());
        }
        if (joinFrom != null) {
            snapshots.lookIn(joinFrom);
        }
        this.models = new ModelLoading(name(), snapshots.recovery(), snapshots, replica::tell);
    }

    /** Whether a project asks for failover, by its connectors. */
    public static boolean isAskedFor(ProjectSpec project) {
        return FailoverPlan.isAskedFor(project);
    }

    /** Whether the server keeps a journal for projects that do not ask for failover. */
    public static boolean isJournalKept(ServerSettings server) {
        return journalFolder(server) != null;
    }

    private static @Nullable Path journalFolder(ServerSettings server) {
        String folder = server.properties().get("journal.folder");
        return folder == null || folder.isEmpty() ? null : server.folder().resolve(folder);
    }

    // ---- effects, on the replica's thread

    private void perform(Effect effect) {
        if (models.perform(effect) || ground.perform(effect)) {
            return;
        }
        switch (effect) {
            case Effect.Announce a -> announce(a);
            case Effect.Alarm a -> alarmed(a.problem());
            case Effect.Release r -> {
                released += r.output().size();
                connectors.released(r);
            }
            case Effect.TurnAway t -> connectors.turnedAway(t.client());
            default -> {
                // nobody here waits for it
            }
        }
    }

    private void alarmed(Problem problem) {
        LOG.error("Project {}: {}", name(), problem);
        boolean isOther = problem.code() == FailoverError.OTHER_MODEL;
        if (isOther && snapshots.recovery().refuseOrigin(problem)) {
            // there may be another way, or another engine that gives its state
            // the replica's own thread would wait for itself where it has been told much
            Thread.startVirtualThread(() -> replica.tell(new Fact.RebuildAsked()));
        }
    }

    private void announce(Effect.Announce a) {
        takeover.announced(a.role(), System.nanoTime());
        LOG.info(
                "Project {} is {} in epoch {} at entry {}: {}",
                name(),
                a.role(),
                a.epoch(),
                a.index(),
                a.reason());
        connectors.announced(a.role(), replica.clients(), replica.isEnded());
        Peers peersNow = ground.peers();
        if (peersNow != null) {
            peersNow.changed();
        }
        if (a.role() == Role.ACTIVE) {
            // the sentences that scripts look for (known)
            LOG.info("Hot failover state switched to active");
        } else if (a.role() == Role.STANDBY) {
            LOG.info("Hot failover state switched to standby");
        }
    }

    // ---- life cycle

    @Override
    public void start() throws InterruptedException {
        life.act(ProjectAction.START, () -> {});
    }

    @Override
    public void startConnectors() throws InterruptedException {
        life.act(ProjectAction.START_CONNECTORS, this::join);
    }

    private void join() {
        if (joining == null) {
            joining = new Joining(name(), this::connect);
        }
        replica.tell(new Fact.Paused(false));
    }

    /** Of the joining thread; whatever it has opened is kept for the next attempt. */
    private void connect() {
        ground.connect(replica, snapshots);
        replica.start();
        connectors.start();
        snapshots.start();
    }

    @Override
    public void stop() throws InterruptedException {
        life.act(ProjectAction.STOP, this::rest);
    }

    /** Hands over if this engine is active, and stays where it is from then on. */
    private void rest() throws InterruptedException {
        if (!ground.isConnected()) {
            return;
        }
        replica.tell(new Fact.Paused(true));
        if (isPrimary()) {
            standByNow();
        }
    }

    @Override
    public void standBy() throws InterruptedException {
        life.act(ProjectAction.SWITCH, this::standByNow);
    }

    private void standByNow() throws InterruptedException {
        Peers others = ground.peers();
        // one that is named does not race with the others
        replica.tell(new Fact.HandOverAsked(others == null ? "" : others.successor()));
        long until =
                System.nanoTime()
                        + TimeUnit.MILLISECONDS.toNanos(
                                FailoverServerLimits.SWITCH_MILLIS.defaultValue());
        while (replica.view().role() == Role.ACTIVE || replica.view().role() == Role.HANDING_OVER) {
            if (System.nanoTime() > until) {
                throw new LockstepException(
                        ServerError.PROJECT_BUSY,
                        "Project " + name() + " could not hand over: " + replica.view().reason());
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    // ---- snapshots

    @Override
    public Path persist(Path folder) throws InterruptedException {
        Path[] written = new Path[1];
        life.act(ProjectAction.PERSIST, () -> written[0] = snapshots.persist(folder));
        return written[0];
    }

    /** Index behind the last entry that is committed; holds all that was acknowledged before. */
    long committed() {
        // the view is a step late
        return look(engine -> replica.committed());
    }

    private final class Working implements Shadowing.Working {
        @Override
        public boolean isBusy() {
            return life.state() == ProjectState.RUNNING && isPrimary();
        }

        @Override
        public long rows() {
            return look(ReplicatedRuntime::rows);
        }

        @Override
        public long committed() {
            return ReplicatedRuntime.this.committed();
        }

        @Override
        public void awaitWritten() throws InterruptedException {
            snapshots.awaitWritten();
        }
    }

    private static long rows(Engine e) {
        return e.windows().stream().map(e::stats).mapToLong(w -> w.rows() + w.keptFacts()).sum();
    }

    private <T> T await(CompletableFuture<T> answer, long millis) {
        return Answers.await(name(), answer, millis);
    }

    @Override
    public Path restore(Path folder, boolean isCarriedOver) throws InterruptedException {
        Path[] read = new Path[1];
        life.act(
                ProjectAction.RESTORE,
                () -> {
                    Snapshot snapshot = SnapshotFolder.of(folder, name()).newest();
                    if (!snapshots.recovery().isOwn(snapshot)) {
                        change(snapshot, isCarriedOver);
                    }
                    snapshots.lookIn(folder);
                    read[0] = snapshot.folder();
                });
        return read[0];
    }

    /** The journal goes over to this version behind that snapshot, once this engine reigns. */
    private void change(Snapshot snapshot, boolean isCarriedOver) {
        try (EngineModel fresh = factory.makeBeside()) {
            CarryOver plan = CarryOver.of(snapshot, spec(), fresh.engine(), modelDigest);
            if (!isCarriedOver) {
                throw plan.refused();
            }
            plan.lines().forEach(line -> LOG.info("Project {}: {}", name(), line));
        }
        snapshots.recovery().changeFrom(snapshot);
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
        Joining attempts = joining;
        String failure = attempts == null ? "" : attempts.failure();
        return failure.isEmpty() ? life.reason() : failure;
    }

    @Override
    public boolean isPrimary() {
        Role role = replica.view().role();
        return role == Role.ACTIVE || role == Role.HANDING_OVER;
    }

    private <T> T look(Function<Engine, T> question) {
        return look(question, ProjectLimits.CALL_MILLIS);
    }

    private <T> T look(Function<Engine, T> question, Limit millis) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        replica.tell(new Fact.LookAsked(m -> answer(m, question, answer)));
        return await(answer, millis.defaultValue());
    }

    private <T> void answer(
            @Nullable ReplicaModel m, Function<Engine, T> question, CompletableFuture<T> answer) {
        if (m instanceof EngineModel e) {
            try {
                answer.complete(question.apply(e.engine()));
            } catch (RuntimeException fault) {
                answer.completeExceptionally(fault);
            }
            return;
        }
        answer.completeExceptionally(
                new LockstepException(
                        ServerError.NOT_IN_STEP,
                        "Project " + name() + " has no state yet: " + replica.view().reason()));
    }

    @Override
    public WindowStats stats(String window) {
        if (!ground.isConnected()) {
            return new WindowStats(window, 0, 0, 0, 0, 0);
        }
        return look(engine -> engine.stats(window));
    }

    @Override
    public List<WindowStats> stats() {
        if (!ground.isConnected()) {
            return List.of();
        }
        try {
            return look(
                    engine -> engine.windows().stream().map(engine::stats).toList(),
                    FailoverServerLimits.STATS_MILLIS);
        } catch (LockstepException e) {
            // it joins, or waits for a commit: metrics must show that rather than fail
            return List.of();
        }
    }

    @Override
    public List<ConnectorStatus> connectors() {
        ConnectorStatus.State state =
                !ground.isConnected()
                        ? ConnectorStatus.State.STOPPED
                        : ConnectorStatus.State.RUNNING;
        List<ConnectorStatus> all = new ArrayList<>();
        for (int k = 0; k < plan.inputs().size(); k++) {
            all.add(status(plan.inputs().get(k), Direction.PUBLISH, state, meter.taken(k)));
        }
        for (int k = 0; k < plan.outputs().size(); k++) {
            all.add(status(plan.outputs().get(k), Direction.SUBSCRIBE, state, meter.written(k)));
        }
        all.addAll(connectors.status());
        return all;
    }

    private static ConnectorStatus status(
            FailoverPlan.Topic t, Direction direction, ConnectorStatus.State state, long records) {
        return new ConnectorStatus(
                t.settings().name(),
                t.window(),
                direction,
                state,
                records,
                null,
                direction == Direction.SUBSCRIBE ? Guarantee.EXACTLY_ONCE : null);
    }

    @Override
    public long position() {
        return replica.view().committedIndex() - 1;
    }

    @Override
    public List<EventBlock> rows(String window, long most) {
        return look(
                engine -> {
                    List<EventBlock> blocks = new ArrayList<>();
                    long[] count = new long[1];
                    engine.retained(
                            window,
                            rows -> {
                                if (count[0] < most && rows.rows() > 0) {
                                    EventBlock copy = EventBlock.detached(rows.schema());
                                    Blocks.detach(rows, copy, engine.pool());
                                    copy.rows((int) Math.min(copy.rows(), most - count[0]));
                                    count[0] += copy.rows();
                                    blocks.add(copy);
                                }
                            });
                    return blocks;
                });
    }

    @Override
    public void inject(String window, List<EventBlock> blocks) throws InterruptedException {
        ReplicaThread.View v = replica.view();
        if (v.role() != Role.ACTIVE) {
            throw new LockstepException(
                    ServerError.NOT_IN_STEP,
                    "Project "
                            + name()
                            + " takes events on its active engine only"
                            + (v.reigns().isEmpty() ? "." : ", which is " + v.reigns() + "."));
        }
        demandSource(window);
        await(connectors.inject(window, blocks), ProjectLimits.CALL_MILLIS.defaultValue());
    }

    private void demandSource(String window) {
        for (QuerySpec q : spec().queries()) {
            for (WindowSpec w : q.windows()) {
                if (window.equals(q.name() + "/" + w.name())
                        && w.kind() instanceof WindowKind.Source) {
                    return;
                }
            }
        }
        throw new LockstepException(
                EngineError.UNKNOWN_WINDOW, "There is no source window " + window + ".");
    }

    @Override
    public AutoCloseable subscribe(String window, Consumer<EventBlock> listener) {
        throw new LockstepException(
                ServerError.NO_FAILOVER,
                "Project " + name() + " shows its output in its output topics only.");
    }

    @Override
    public FailoverReport failover() {
        ReplicaThread.View v = replica.view();
        Peers others = ground.peers();
        return new FailoverReport(
                engine,
                v.role().name(),
                v.reason(),
                v.epoch(),
                v.reigns(),
                v.index(),
                v.committedIndex(),
                takeover.count(),
                takeover.lastMillis(),
                snapshots.notes().problems(),
                others == null ? List.of() : others.report());
    }

    @Override
    public List<Sample> samples() {
        Peers others = ground.peers();
        List<Sample> all = new ArrayList<>(snapshots.notes().samples());
        all.addAll(
                new FailoverSamples(replica.view(), takeover, released, meter)
                        .all(others == null ? List.of() : others.report()));
        return all;
    }

    @Override
    public @Nullable String running() {
        return meter.running();
    }

    @Override
    public void close() throws InterruptedException {
        life.act(
                ProjectAction.REMOVE,
                () -> {
                    snapshots.close();
                    Joining attempts = joining;
                    if (attempts != null) {
                        attempts.close();
                    }
                    if (ground.isConnected()) {
                        rest();
                    }
                    Peers others = ground.peers();
                    if (others != null) {
                        others.close();
                    }
                    connectors.close();
                    replica.close();
                    ground.close();
                    models.close();
                    badEvents.close();
                });
    }
}
