package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka or ZooKeeper node in a process of its own. It keeps its folder and its ports for life,
 * however often its process is killed and started again. Safe for use by several threads.
 */
public final class Node {
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final NodePlan plan;
    private final Duration patience;
    private @Nullable ChildProcess process;
    private @Nullable Freezer freezer;

    Node(NodePlan plan, Duration patience) {
        this.plan = plan;
        this.patience = patience;
    }

    /** For people, for example {@code kafka-1}. */
    public String name() {
        return plan.name();
    }

    /** Where clients connect, for example {@code 127.0.0.1:20123}. */
    public String address() {
        return plan.host() + ":" + plan.clientPort();
    }

    /** What the node prints, from all its lives. */
    public Path log() {
        return plan.log();
    }

    /** The node's own folder: properties, data and log. */
    public Path folder() {
        return plan.folder();
    }

    /**
     * The process's number.
     *
     * @throws LockstepException {@link BrokersError#NOT_RUNNING}
     */
    public synchronized long pid() {
        return running().pid();
    }

    /** Whether its process is alive; a frozen one is. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Whether it was frozen and lives. */
    public synchronized boolean isFrozen() {
        return freezer != null && isRunning();
    }

    /** Kills the process as {@code kill -9} does and waits until it is gone. */
    public synchronized void kill() {
        if (freezer != null) {
            freezer.abandon();
            freezer = null;
        }
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /**
     * Stops the process as SIGSTOP does: its connections stay, but nothing answers.
     *
     * @throws LockstepException {@link BrokersError#NOT_RUNNING}
     */
    public synchronized void freeze() {
        long pid = running().pid();
        if (freezer == null) {
            freezer = Freezer.freeze(pid);
        }
    }

    /** Lets a frozen process go on; does nothing to another. */
    public synchronized void thaw() {
        if (freezer != null) {
            freezer.thaw();
            freezer = null;
        }
    }

    /** Stops in order, and kills what has not ended after 30 s. */
    public synchronized void stop() {
        thaw();
        if (process != null) {
            process.stop(FAREWELL);
            process = null;
        }
    }

    /**
     * Starts the node again, with the same folder and ports, and waits until it is ready; kills the
     * process first if it lives. Only one thread may start a node at a time. One of several that
     * are down may need others to become ready: see {@link LocalKafka#startAll}.
     *
     * @throws LockstepException {@link BrokersError#NODE_ENDED}, {@link
     *     BrokersError#NOT_READY_IN_TIME} or {@link BrokersError#NO_PORT}
     */
    public void restart() {
        NodeStart.startAgain(List.of(this), patience);
    }

    /** Starts the process, together with so many others; does not wait for it. */
    synchronized ChildProcess launch(int together) {
        kill();
        ChildProcess started = ChildProcess.launch(plan, together);
        process = started;
        return started;
    }

    NodePlan plan() {
        return plan;
    }

    private ChildProcess running() {
        if (process == null || !process.isAlive()) {
            throw new LockstepException(
                    BrokersError.NOT_RUNNING, "The node " + name() + " does not run.");
        }
        return process;
    }

    @Override
    public String toString() {
        return name() + " at " + address();
    }
}
