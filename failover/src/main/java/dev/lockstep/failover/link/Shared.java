package dev.lockstep.failover.link;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections of a link use. Safe for use by several threads. */
final class Shared {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);

    final LinkSettings settings;
    final Handshake handshake;

    /** Where the link listens, as peers are told. */
    final String address;

    final LinkCounters counters = new LinkCounters();
    final Trouble trouble = new Trouble(counters);
    final Watch watch;
    final SnapshotSource snapshots;
    final Semaphore sending = new Semaphore((int) LinkLimits.SNAPSHOTS.defaultValue());

    /** All connections, greeted or not. */
    final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    /** Of these, those that peers have opened. */
    final Set<Connection> accepted = ConcurrentHashMap.newKeySet();

    final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final Supplier<Status> status;

    Shared(
            LinkSettings settings,
            Secret secret,
            String address,
            Supplier<Status> status,
            SnapshotSource snapshots,
            PeerListener listener) {
        this.settings = settings;
        this.handshake = new Handshake(secret, settings.project(), settings.engine());
        this.address = address;
        this.status = status;
        this.snapshots = snapshots;
        this.watch = new Watch(settings.pace(), status, listener);
    }

    Message.Heartbeat heartbeat() {
        Status s = status.get();
        return new Message.Heartbeat(
                settings.engine(),
                s.role(),
                s.epoch(),
                s.index(),
                s.committedIndex(),
                s.isPaused(),
                s.isCutOff());
    }

    /** Starts a thread of this link. */
    Thread thread(String name, Runnable work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (RuntimeException e) {
                                LOG.error("a thread of the link has ended", e);
                            } finally {
                                threads.remove(Thread.currentThread());
                            }
                        },
                        "lockstep-link-" + settings.engine() + "-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }
}
