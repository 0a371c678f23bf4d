package dev.lockstep.failover.kafka;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread with a name that does one thing after the other. Safe for use by several threads. */
final class Worker implements AutoCloseable {
    /** How long a thread may take to notice that it shall end. */
    static final long FAREWELL_MILLIS = 3_000;

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final String name;
    private final ScheduledThreadPoolExecutor executor;

    Worker(String name) {
        this.name = name;
        executor = new ScheduledThreadPoolExecutor(1, task -> thread(name, task));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** A thread that does not keep the process alive. */
    static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Does that after what is to be done already; nothing once it was closed. */
    void execute(Runnable task) {
        try {
            executor.execute(() -> guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.debug("{} is closed", name);
        }
    }

    /** Does that again and again. */
    void every(long millis, Runnable task) {
        executor.scheduleWithFixedDelay(() -> guarded(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            if (!executor.isShutdown()) {
                LOG.error("{} failed in a way that it never should", name, e);
            }
        }
    }

    boolean isClosed() {
        return executor.isShutdown();
    }

    /** Does what is to be done already and ends, within a bounded time. */
    void finish() {
        executor.shutdown();
        await();
    }

    /** Interrupts what is being done and waits for its end, for a bounded time. */
    @Override
    public void close() {
        executor.shutdownNow();
        await();
    }

    private void await() {
        try {
            if (!executor.awaitTermination(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("{} does not end", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
