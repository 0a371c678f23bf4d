package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import org.jspecify.annotations.Nullable;

/**
 * One ZooKeeper ensemble of three nodes for all tests of a JVM, with ticks of 500 ms. It starts
 * when it is first asked for and ends with the JVM. Tests keep apart by paths of their own.
 */
public final class SharedZooKeeper {
    private static @Nullable LocalZooKeeper ensemble;

    private SharedZooKeeper() {}

    /**
     * The ensemble with all its nodes at work, also after a test that killed or froze some.
     *
     * @throws LockstepException with a code of {@link BrokersError} if it cannot be started
     */
    public static synchronized LocalZooKeeper get() {
        LocalZooKeeper running = ensemble;
        if (running == null) {
            running = LocalZooKeeper.start(ZooKeeperSettings.in(SharedFolder.make("zookeeper")));
            ensemble = running;
        } else {
            running.startAll();
        }
        return running;
    }
}
