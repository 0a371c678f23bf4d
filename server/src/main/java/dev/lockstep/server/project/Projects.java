package dev.lockstep.server.project;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.settings.ServerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loaded projects of a server by name. Thread-safe. */
public final class Projects implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Projects.class);

    /**
     * How a project is loaded.
     *
     * @param isStarted whether it runs at once
     * @param isConnected whether its connectors start with it
     * @param isOverwriting whether a loaded one of the same name gives way
     */
    public record LoadOptions(boolean isStarted, boolean isConnected, boolean isOverwriting) {}

    private final RuntimeFactory factory;
    private final ServerSettings settings;
    private final ConcurrentSkipListMap<String, ProjectRuntime> loaded =
            new ConcurrentSkipListMap<>();

    /** Held while projects come and go; reading needs no lock. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private boolean isClosed;

    public Projects(RuntimeFactory factory, ServerSettings settings) {
        this.factory = factory;
        this.settings = settings;
    }

    /** All of them, by name. */
    public List<ProjectRuntime> all() {
        return new ArrayList<>(loaded.values());
    }

    public @Nullable ProjectRuntime find(String name) {
        return loaded.get(name);
    }

    /**
     * @throws LockstepException if no project of that name is loaded
     */
    public ProjectRuntime get(String name) {
        ProjectRuntime p = loaded.get(name);
        if (p == null) {
            throw unknown(name);
        }
        return p;
    }

    private static LockstepException unknown(String name) {
        return new LockstepException(
                ServerError.UNKNOWN_PROJECT, "There is no project " + name + ".");
    }

    /**
     * Loads a project. If it is refused, one of the same name that is loaded stays as it is.
     *
     * @throws LockstepException if it is refused, its name is taken, or there are too many
     */
    public ProjectRuntime load(LoadedModel model, LoadOptions options) throws InterruptedException {
        take();
        try {
            String name = model.spec().name();
            ProjectRuntime before = loaded.get(name);
            demandRoom(name, before, options);
            ProjectRuntime runtime = factory.open(model, settings);
            if (before != null) {
                before.close();
                loaded.remove(name);
            }
            loaded.put(name, runtime);
            try {
                if (options.isStarted()) {
                    runtime.start();
                }
                if (options.isStarted() && options.isConnected()) {
                    runtime.startConnectors();
                }
            } catch (LockstepException e) {
                loaded.remove(name);
                runtime.close();
                throw e;
            }
            return runtime;
        } finally {
            lock.unlock();
        }
    }

    private void demandRoom(String name, @Nullable ProjectRuntime before, LoadOptions options) {
        if (isClosed) {
            throw new LockstepException(ServerError.ILLEGAL_STATE, "The server is ending.");
        }
        if (name.isEmpty() || name.length() > ProjectLimits.NAME_CHARS.defaultValue()) {
            throw tooLarge(ProjectLimits.NAME_CHARS.name());
        }
        if (before != null && !options.isOverwriting()) {
            throw new LockstepException(
                    ServerError.PROJECT_EXISTS, "Project " + name + " is loaded already.");
        }
        if (before == null && loaded.size() >= ProjectLimits.PROJECTS.defaultValue()) {
            throw tooLarge(ProjectLimits.PROJECTS.name());
        }
    }

    private static LockstepException tooLarge(String limit) {
        return new LockstepException(
                ServerError.REQUEST_TOO_LARGE, "The request goes beyond " + limit + ".");
    }

    private void take() throws InterruptedException {
        long millis = ProjectLimits.BUSY_MILLIS.defaultValue();
        if (!lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
            throw new LockstepException(
                    ServerError.PROJECT_BUSY, "Another project is being loaded or removed.");
        }
    }

    /**
     * @throws LockstepException if no project of that name is loaded
     */
    public void remove(String name) throws InterruptedException {
        take();
        try {
            ProjectRuntime p = get(name);
            p.close();
            loaded.remove(name);
        } finally {
            lock.unlock();
        }
    }

    /** Stops every project, so that what has arrived is written, and removes all of them. */
    @Override
    public void close() throws InterruptedException {
        lock.lock();
        try {
            isClosed = true;
            for (ProjectRuntime p : all()) {
                end(p);
                loaded.remove(p.name());
            }
        } finally {
            lock.unlock();
        }
    }

    private static void end(ProjectRuntime p) throws InterruptedException {
        try {
            if (p.state() == ProjectState.RUNNING) {
                p.stop();
            }
        } catch (LockstepException e) {
            LOG.error("{}", e.getMessage());
        }
        try {
            p.close();
        } catch (LockstepException e) {
            LOG.error("{}", e.getMessage());
        }
    }
}
