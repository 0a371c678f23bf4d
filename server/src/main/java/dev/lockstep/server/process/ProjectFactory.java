package dev.lockstep.server.process;

import dev.lockstep.server.failover.ReplicatedRuntime;
import dev.lockstep.server.project.LifeCycle;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.project.ProjectRuntime;
import dev.lockstep.server.project.RuntimeFactory;
import dev.lockstep.server.run.LocalRuntime;
import dev.lockstep.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a project as what its connectors ask for: in this process alone, or as a replica. */
final class ProjectFactory implements RuntimeFactory {
    /** The engine's name among those of a project in failover. */
    private static final String ENGINE_NAME = "failover.engine";

    /** Where snapshots are that a replica joins from. */
    private static final String SNAPSHOTS = "failover.snapshots";

    private final List<LifeCycle.Listener> listeners;

    ProjectFactory(List<LifeCycle.Listener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    @Override
    public ProjectRuntime open(LoadedModel model, ServerSettings settings) {
        boolean isReplicated =
                ReplicatedRuntime.isAskedFor(model.spec())
                        || ReplicatedRuntime.isJournalKept(settings);
        if (!isReplicated) {
            return new LocalRuntime(model, settings.badEvents(), listeners);
        }
        String folder = settings.properties().get(SNAPSHOTS);
        @Nullable Path snapshots = folder == null ? null : settings.folder().resolve(folder);
        return new ReplicatedRuntime(model, engine(settings), settings, snapshots, listeners);
    }

    /** Unlike that of any process before, since one that came back is not who it was. */
    private static String engine(ServerSettings settings) {
        String host = settings.httpHost() == null ? "engine" : settings.httpHost();
        String name =
                settings.properties().getOrDefault(ENGINE_NAME, host + "-" + settings.httpPort());
        long start =
                ProcessHandle.current().info().startInstant().map(i -> i.toEpochMilli()).orElse(0L);
        return name + "@" + ProcessHandle.current().pid() + "-" + Long.toString(start, 36);
    }
}
