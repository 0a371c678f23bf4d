package dev.lockstep.failover.zookeeper;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.coordination.CoordinationError;
import org.jspecify.annotations.Nullable;

/**
 * How ZooKeeper is used.
 *
 * @param connect {@code host:port,host:port}
 * @param root the node below which engines register; {@code /ESP} is the published one
 * @param sessionMillis after which an engine that is not heard of is gone; the servers lengthen it
 *     to two of their ticks
 * @param pollMillis between two looks at what no watch told
 * @param digest user and password, {@code user:password}, for nodes that nobody else can change;
 *     null for open nodes
 */
public record ZooKeeperCoordinationSettings(
        String connect, String root, int sessionMillis, int pollMillis, @Nullable String digest) {
    public ZooKeeperCoordinationSettings {
        if (connect.isBlank() || !root.matches("(/[^/\\s]+)+")) {
            throw bad("ZooKeeper needs an address, and a path that begins with a slash.");
        }
        if (sessionMillis < 1 || pollMillis < 1) {
            throw bad("A session and a poll of ZooKeeper last 1 ms or more.");
        }
        if (digest != null && digest.indexOf(':') < 1) {
            throw bad("ZooKeeper's digest is user:password.");
        }
    }

    private static LockstepException bad(String detail) {
        return new LockstepException(CoordinationError.BAD_SETTING, detail);
    }

    /** {@code /ESP}, sessions of a second, a look every two seconds, open nodes. */
    public static ZooKeeperCoordinationSettings at(String connect) {
        return new ZooKeeperCoordinationSettings(connect, "/ESP", 1000, 2000, null);
    }

    /** The same with nodes that only this user can change. */
    public ZooKeeperCoordinationSettings withDigest(String userAndPassword) {
        return new ZooKeeperCoordinationSettings(
                connect, root, sessionMillis, pollMillis, userAndPassword);
    }

    /** The same below another node. */
    public ZooKeeperCoordinationSettings withRoot(String path) {
        return new ZooKeeperCoordinationSettings(connect, path, sessionMillis, pollMillis, digest);
    }

    /** The same with another length of sessions. */
    public ZooKeeperCoordinationSettings withSession(int millis) {
        return new ZooKeeperCoordinationSettings(connect, root, millis, pollMillis, digest);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ZooKeeper at " + connect + root;
    }
}
