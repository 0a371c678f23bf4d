package dev.lockstep.server.project;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of one project and its legal transitions. Actions are done one after the other,
 * whichever threads ask for them; who asks meanwhile waits for a bounded time. An action that a
 * state has already brought about is legal and changes nothing, so that scripts may repeat
 * themselves. Thread-safe.
 */
public final class LifeCycle {
    /** Told of every change, in order, by the thread that made it. */
    @FunctionalInterface
    public interface Listener {
        void changed(String project, ProjectState from, ProjectState to);
    }

    /** What an action consists of. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    private final String project;
    private final List<Listener> listeners;
    private final ReentrantLock lock = new ReentrantLock(true);
    private volatile ProjectState state = ProjectState.CREATED;
    private volatile @Nullable String reason;

    public LifeCycle(String project, List<Listener> listeners) {
        this.project = project;
        this.listeners = new ArrayList<>(listeners);
    }

    public ProjectState state() {
        return state;
    }

    /** Why the project failed; null unless it did. */
    public @Nullable String reason() {
        return reason;
    }

    /** The state that the action leads to, or null if it is not legal in that state. */
    public static @Nullable ProjectState next(ProjectState from, ProjectAction action) {
        return switch (action) {
            case START ->
                    switch (from) {
                        case CREATED, RESTORED, STOPPED, RUNNING -> ProjectState.RUNNING;
                        case FAILED, REMOVED -> null;
                    };
            case STOP ->
                    switch (from) {
                        case RUNNING, STOPPED -> ProjectState.STOPPED;
                        case CREATED, RESTORED -> from;
                        case FAILED, REMOVED -> null;
                    };
            case PERSIST ->
                    from == ProjectState.RUNNING || from == ProjectState.STOPPED ? from : null;
            case RESTORE ->
                    from == ProjectState.CREATED || from == ProjectState.RESTORED
                            ? ProjectState.RESTORED
                            : null;
            case START_CONNECTORS, INJECT, SWITCH -> from == ProjectState.RUNNING ? from : null;
            case REMOVE -> from == ProjectState.REMOVED ? null : ProjectState.REMOVED;
            case FAIL -> from == ProjectState.REMOVED ? null : ProjectState.FAILED;
        };
    }

    /**
     * Does the work of an action and changes the state then; if the work throws, the state stays.
     *
     * @throws LockstepException if the action is not legal now, or others hold the project up for
     *     longer than {@link ProjectLimits#BUSY_MILLIS}
     */
    public void act(ProjectAction action, Work work) throws InterruptedException {
        long millis = ProjectLimits.BUSY_MILLIS.defaultValue();
        if (!lock.tryLock(millis, TimeUnit.MILLISECONDS)) {
            throw new LockstepException(
                    ServerError.PROJECT_BUSY,
                    "Project " + project + " is still busy with another request.");
        }
        try {
            demand(action);
            work.run();
            ProjectState to = next(state, action);
            if (to != null) {
                enter(to);
            }
        } finally {
            lock.unlock();
        }
    }

    private void demand(ProjectAction action) {
        if (next(state, action) == null) {
            throw new LockstepException(
                    ServerError.ILLEGAL_STATE,
                    "Project "
                            + project
                            + " is "
                            + state.word()
                            + " and cannot be "
                            + action.word()
                            + ".");
        }
    }

    /** The project cannot go on; by whichever thread finds that out. */
    public void fail(String why) {
        synchronized (this) {
            if (next(state, ProjectAction.FAIL) == null) {
                return;
            }
            if (reason == null) {
                reason = why;
            }
        }
        enter(ProjectState.FAILED);
    }

    private void enter(ProjectState to) {
        ProjectState from;
        synchronized (this) {
            from = state;
            // what failed meanwhile stays failed, but can be removed
            if (from == to || from == ProjectState.FAILED && to != ProjectState.REMOVED) {
                return;
            }
            state = to;
        }
        listeners.forEach(l -> l.changed(project, from, to));
    }
}
