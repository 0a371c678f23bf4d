package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A Java process that ends with this one, however this one ends, and that can be hurt. Its main
 * class calls {@link dev.lockstep.brokers.node.ParentWatch#start}; the first two of its arguments
 * are none of its business, those given here follow. Safe for use by several threads.
 */
public final class ChildJvm implements AutoCloseable {
    private static final int ARGUMENTS_OF_NODES = 2;

    private final Node node;

    /**
     * Starts nothing yet.
     *
     * @param folder the process's own: what it prints lies in it as {@code node.log}
     * @param jvm the options of its virtual machine, the class path included
     */
    public ChildJvm(
            String name, Path folder, String mainClass, List<String> arguments, List<String> jvm) {
        this(name, folder, mainClass, arguments, jvm, List.of());
    }

    /**
     * The same behind another command.
     *
     * @param prefix a command that becomes the one given to it, for example one that enters a
     *     network namespace
     */
    public ChildJvm(
            String name,
            Path folder,
            String mainClass,
            List<String> arguments,
            List<String> jvm,
            List<String> prefix) {
        NodePlan plan =
                new NodePlan(
                        name,
                        folder.toAbsolutePath(),
                        NodeSettings.LOOPBACK,
                        0,
                        List.of(),
                        mainClass,
                        arguments,
                        jvm,
                        prefix);
        node = new Node(plan, Duration.ZERO);
    }

    /** The arguments of a main class without those that only nodes need. */
    public static String[] arguments(String[] all) {
        return List.of(all).subList(ARGUMENTS_OF_NODES, all.length).toArray(new String[0]);
    }

    public String name() {
        return node.name();
    }

    /** Starts the process, after killing the one that lives; does not wait for anything. */
    public void start() {
        node.launch(1);
    }

    /** As {@code kill -9} does; returns when it is gone. */
    public void kill() {
        node.kill();
    }

    /** Stops it in order, and kills it if it has not ended after 30 s. */
    public void stop() {
        node.stop();
    }

    /**
     * As SIGSTOP does.
     *
     * @throws LockstepException {@link BrokersError#NOT_RUNNING}
     */
    public void freeze() {
        node.freeze();
    }

    /** Lets a frozen process go on; does nothing to another. */
    public void thaw() {
        node.thaw();
    }

    /** Whether its process is alive; a frozen one is. */
    public boolean isAlive() {
        return node.isRunning();
    }

    public boolean isFrozen() {
        return node.isFrozen();
    }

    /**
     * The process's number.
     *
     * @throws LockstepException {@link BrokersError#NOT_RUNNING}
     */
    public long pid() {
        return node.pid();
    }

    /** What the process prints, from all its lives. */
    public Path log() {
        return node.log();
    }

    @Override
    public void close() {
        kill();
    }
}
