package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.kafka.KafkaSettings;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.engine.replica.BadRecord;
import dev.lockstep.engine.replica.EngineModel;
import dev.lockstep.engine.replica.ModelOptions;
import dev.lockstep.engine.replica.OutputRoute;
import dev.lockstep.engine.replica.ReplicaInput;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.run.BadEventLog;
import dev.lockstep.server.run.Sha256;
import dev.lockstep.server.run.StoreFolder;
import dev.lockstep.server.run.UserFunctions;
import dev.lockstep.store.RocksRowStores;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes models of one project, all alike. Thread-safe. */
final class ModelFactory {
    /**
     * What a project's results depend on besides its document and settings. Raised when a version
     * of Lockstep computes anything else than the one before; engines of unequal levels do not
     * join.
     */
    private static final String SEMANTICS = "1";

    private final LoadedModel model;
    private final FailoverPlan plan;
    private final Supplier<List<OutputRoute>> others;
    private final BadEventLog badEvents;
    private final Consumer<BadRecord> badRecords;

    /**
     * @param others makes the routes to what is no topic, for each model anew
     */
    ModelFactory(
            LoadedModel model,
            FailoverPlan plan,
            Supplier<List<OutputRoute>> others,
            BadEventLog badEvents,
            Consumer<BadRecord> badRecords) {
        this.model = model;
        this.plan = plan;
        this.others = others;
        this.badEvents = badEvents;
        this.badRecords = badRecords;
    }

    /** The project of which it makes models. */
    ProjectSpec project() {
        return model.spec();
    }

    /** What must be equal among the engines of the project. */
    TreeMap<String, String> identity() {
        TreeMap<String, String> identity = new TreeMap<>();
        identity.put("model", Sha256.of(model.spec().xml()));
        identity.put("settings", Sha256.of(model.settings()));
        identity.put("semantics", SEMANTICS);
        String schemas = plan.schemas();
        if (!schemas.isEmpty()) {
            identity.put("schemas", Sha256.of(schemas));
        }
        return identity;
    }

    /**
     * A model of which nothing was stepped.
     *
     * @throws LockstepException if the project is refused
     */
    EngineModel make() {
        return make(outputs());
    }

    /**
     * One beside the replica's own, whose output nobody follows: files would take it for what they
     * are to go on with.
     *
     * @throws LockstepException if the project is refused
     */
    EngineModel makeBeside() {
        return make(outputs().stream().map(OutputRoute::untapped).toList());
    }

    private EngineModel make(List<OutputRoute> outputs) {
        ProjectSpec project = model.spec();
        RocksRowStores stores = StoreFolder.of(project);
        try {
            Engine engine =
                    Engine.open(
                            project,
                            new EngineOptions(badEvents::engine, System.out::println)
                                    .with(stores)
                                    .with(UserFunctions.found()));
            List<ReplicaInput> inputs =
                    plan.inputs().stream()
                            .map(
                                    t ->
                                            new ReplicaInput(
                                                    t.window(),
                                                    new TopicDecoder(t.settings(), t.form())))
                            .toList();
            ModelOptions options =
                    new ModelOptions(
                            identity(),
                            inputs,
                            outputs,
                            source -> new FrameDecoder(engine.schema(source)),
                            badRecords);
            return new EngineModel(engine, options, stores::close);
        } catch (RuntimeException | Error e) {
            stores.close();
            throw e;
        }
    }

    /** Topics first, so that an output's place is that of its topic; then subscribers here. */
    private List<OutputRoute> outputs() {
        List<OutputRoute> routes = new ArrayList<>();
        for (FailoverPlan.Topic t : plan.outputs()) {
            KafkaSettings s = t.settings();
            routes.add(
                    new OutputRoute(
                            t.window(),
                            "topic " + s.topic().name() + " " + s.topic().partition(),
                            t.isCollapsed() || s.output().isCollapsed(),
                            s.output().skipsRetentionDeletes(),
                            new TopicEncoder(s, t.form())));
        }
        routes.addAll(others.get());
        return routes;
    }
}
