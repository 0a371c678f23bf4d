package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a project to the outside in the background, again and again until that has succeeded: a
 * server that starts before its brokers, or while they are busy, keeps its projects.
 */
final class Joining implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What is to be done; may be done in part before it fails, and is begun anew then. */
    @FunctionalInterface
    interface Attempt {
        void run() throws InterruptedException;
    }

    private final String project;
    private final Attempt attempt;
    private final Thread thread;
    private volatile String failure = "";

    Joining(String project, Attempt attempt) {
        this.project = project;
        this.attempt = attempt;
        this.thread = Thread.ofPlatform().name("join " + project).daemon().start(this::live);
    }

    private void live() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    attempt.run();
                    failure = "";
                    return;
                } catch (LockstepException e) {
                    tell(String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    LOG.error("Project {} cannot join by a fault: {}", project, e.toString(), e);
                    failure = e.toString();
                }
                Thread.sleep(RETRY_MILLIS);
            }
        } catch (InterruptedException e) {
            // the project is closed
        }
    }

    private void tell(String why) {
        if (!why.equals(failure)) {
            LOG.error("Project {} cannot join yet and goes on trying: {}", project, why);
        }
        failure = why;
    }

    /** Why it has not succeeded so far; empty if it has, or has not been told yet. */
    String failure() {
        return failure;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE);
    }
}
