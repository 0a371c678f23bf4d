package dev.lockstep.server.project;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.engine.WindowStats;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.measure.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One loaded project, whatever runs it: an engine of this process alone or one of several replicas.
 * Every method may be called by any thread; those that change the life cycle are done one after the
 * other, see {@link LifeCycle}. What touches the engine waits for it to come between two steps, for
 * a bounded time.
 *
 * <p>All methods but the plain getters throw {@link LockstepException}: {@code ILLEGAL_STATE} where
 * {@link LifeCycle#next} knows no transition, {@code PROJECT_BUSY} where waiting took too long,
 * {@code UNKNOWN_WINDOW} for a window that there is not.
 */
public interface ProjectRuntime {
    /** The project as it was read, under the name by which it was loaded. */
    ProjectSpec spec();

    default String name() {
        return spec().name();
    }

    ProjectState state();

    /** Why the project failed; null unless it did. */
    @Nullable String reason();

    /**
     * Whether output of this project leaves this process: always for a project without replicas,
     * for the active replica of one with them.
     */
    boolean isPrimary();

    /** Lets time pass and input in. Connectors stay as they are. */
    void start() throws InterruptedException;

    /**
     * Stops publishers, processes what has arrived and waits until subscribers have written it.
     * What the engine knows stays.
     */
    void stop() throws InterruptedException;

    /** Starts the connectors in the order of the model's groups; nothing if they run already. */
    void startConnectors() throws InterruptedException;

    /**
     * Writes a snapshot of the project to a folder of its own under {@code folder}.
     *
     * @return the snapshot's folder
     */
    Path persist(Path folder) throws InterruptedException;

    /**
     * Becomes what {@link #persist} wrote under {@code folder}, the newest that is whole.
     *
     * @return the snapshot's folder
     */
    default Path restore(Path folder) throws InterruptedException {
        return restore(folder, false);
    }

    /**
     * The same.
     *
     * @param isCarriedOver whether a snapshot of another version of the project is taken for those
     *     windows that are what they were; the others start empty
     */
    Path restore(Path folder, boolean isCarriedOver) throws InterruptedException;

    /**
     * Hands the active role to another replica.
     *
     * @throws LockstepException {@code NO_REPLICAS} for a project that has none
     */
    void standBy() throws InterruptedException;

    /** Counters of a window; a reading may be a moment old. */
    WindowStats stats(String window);

    /** The same of all windows; empty where the project cannot tell now. Waits a second at most. */
    List<WindowStats> stats();

    List<ConnectorStatus> connectors();

    /** The place of the last entry stepped, -1 before the first. */
    long position();

    /**
     * Rows that a window retains, as Inserts in detached blocks that are the caller's.
     *
     * @param window {@code query/window}
     * @param most rows to be given at most; there may be more
     */
    List<EventBlock> rows(String window, long most) throws InterruptedException;

    /**
     * Publishes blocks to a source window and waits until they are processed.
     *
     * @param window {@code query/window}
     * @param blocks detached; they belong to the runtime from now on
     */
    void inject(String window, List<EventBlock> blocks) throws InterruptedException;

    /**
     * Adds a listener to the output of a window; called on the project's own thread with detached
     * blocks that are the listener's. It must not wait.
     *
     * @return ends the subscription
     */
    AutoCloseable subscribe(String window, Consumer<EventBlock> listener)
            throws InterruptedException;

    /** Where it stands in failover; null for a project that has no replicas. */
    default @Nullable FailoverReport failover() {
        return null;
    }

    /** What this kind of runtime counts besides windows and connectors. */
    List<Sample> samples();

    /** The window that computes at this moment, as {@code query/window}; null for none. */
    @Nullable String running();

    /** Stops whatever runs, without waiting for publishers, and gives everything back. */
    void close() throws InterruptedException;
}
