package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.project.ProjectLimits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What other threads want of the thread that steps an engine, done between two steps in the order
 * asked. Thread-safe.
 */
final class Calls {
    private final String project;
    private final Runnable ring;
    private final BlockingQueue<FutureTask<?>> queue =
            new ArrayBlockingQueue<>((int) ProjectLimits.CALLS.defaultValue());
    private boolean isClosed;

    /**
     * @param ring wakes the engine's thread
     */
    Calls(String project, Runnable ring) {
        this.project = project;
        this.ring = ring;
    }

    /**
     * Lets the engine's thread do the work and waits for what it makes.
     *
     * @throws LockstepException what the work threw, or that the thread did not come to it in time
     */
    <T> T call(long millis, Callable<T> work) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work);
        synchronized (this) {
            if (isClosed) {
                throw ended();
            }
            if (!queue.offer(task)) {
                throw busy("has " + queue.size() + " requests waiting");
            }
        }
        ring.run();
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // what has begun goes on to its end, what has not is not begun any more
            task.cancel(false);
            throw busy("did not answer within " + millis + " ms");
        } catch (java.util.concurrent.CancellationException e) {
            throw ended();
        } catch (ExecutionException e) {
            throw asItWas(e.getCause() == null ? e : e.getCause());
        }
    }

    private RuntimeException asItWas(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case Error e -> throw e;
            case RuntimeException e -> e;
            case InterruptedException e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }

    private LockstepException busy(String what) {
        return new LockstepException(
                ServerError.PROJECT_BUSY, "The engine of project " + project + " " + what + ".");
    }

    private LockstepException ended() {
        return new LockstepException(
                ServerError.PROJECT_FAILED, "The engine of project " + project + " has ended.");
    }

    /**
     * Does the next thing asked for; of the engine's thread.
     *
     * @return false if there is none
     */
    boolean doNext() {
        FutureTask<?> task = queue.poll();
        if (task == null) {
            return false;
        }
        task.run();
        return true;
    }

    /** Refuses whoever waits and whoever comes. */
    synchronized void close() {
        isClosed = true;
        for (FutureTask<?> task = queue.poll(); task != null; task = queue.poll()) {
            task.cancel(false);
        }
    }
}
