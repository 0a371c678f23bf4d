package dev.lockstep.testkit.store;

import dev.lockstep.api.store.RowStores;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.project.QuerySpec;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import dev.lockstep.testkit.EngineUnderTest;
import dev.lockstep.testkit.LockstepEngine;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Engines that run a project as if every index that it names were {@code pi_HLEVELDB}, with stores
 * of their own: they must show what engines of the project itself show.
 */
public final class SpillingEngines implements EngineUnderTest.Factory {
    private final Supplier<? extends RowStores> stores;

    public SpillingEngines(Supplier<? extends RowStores> stores) {
        this.stores = stores;
    }

    /** The project with every index but {@code pi_EMPTY} on disk. */
    public static ProjectSpec spilled(ProjectSpec p) {
        List<QuerySpec> queries =
                p.queries().stream()
                        .map(
                                q ->
                                        new QuerySpec(
                                                q.name(),
                                                q.where(),
                                                q.windows().stream()
                                                        .map(SpillingEngines::spilled)
                                                        .toList(),
                                                q.edges(),
                                                q.trace()))
                        .toList();
        return new ProjectSpec(
                p.name(),
                p.where(),
                p.properties(),
                p.pubsub(),
                p.threads(),
                p.heartbeatMicros(),
                p.useTaggedToken(),
                p.useRetentionTracking(),
                p.diskStorePath(),
                queries,
                p.connectorGroups(),
                p.groupEdges(),
                p.xml());
    }

    private static WindowSpec spilled(WindowSpec w) {
        WindowKind kind =
                w.kind() instanceof WindowKind.Join j
                        ? new WindowKind.Join(
                                j.type(),
                                j.isNoRegenerates(),
                                j.isSecondaryIndex(),
                                spilled(j.leftIndex()),
                                spilled(j.rightIndex()),
                                j.conditions(),
                                j.output())
                        : w.kind();
        return new WindowSpec(
                w.name(),
                w.where(),
                w.index() == IndexType.EMPTY ? IndexType.EMPTY : IndexType.HLEVELDB,
                w.isPubSub(),
                w.isOutputInsertOnly(),
                w.isCollapseUpdates(),
                w.pulseMicros(),
                w.maxString(),
                w.schema(),
                w.retention(),
                w.init(),
                w.splitter(),
                w.connectors(),
                kind);
    }

    private static @Nullable IndexType spilled(@Nullable IndexType named) {
        return named == null || named == IndexType.EMPTY ? named : IndexType.HLEVELDB;
    }

    @Override
    public EngineUnderTest open(ProjectSpec project) {
        RowStores opened = stores.get();
        return LockstepEngine.open(
                spilled(project), EngineOptions.quiet().with(opened), opened::close);
    }

    @Override
    public EngineUnderTest restore(ProjectSpec project, byte[] snapshot) {
        RowStores opened = stores.get();
        LockstepEngine engine =
                LockstepEngine.open(
                        spilled(project), EngineOptions.quiet().with(opened), opened::close);
        engine.restore(snapshot);
        return engine;
    }
}
