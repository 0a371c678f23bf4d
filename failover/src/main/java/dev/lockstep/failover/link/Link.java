package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.role.Role;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One engine's direct connections to the other engines of one project. Safe for use by several
 * threads. Without a secret there is no link: nothing listens, nothing is heard, and the log says
 * so.
 */
public final class Link implements AutoCloseable {
    private static final int TICKS_A_HEARTBEAT = 4;
    private static final int LEAVING_MILLIS = 300;
    private static final int ENDING_MILLIS = 1500;

    private final LinkSettings settings;
    private final @Nullable Acceptor acceptor;
    private final @Nullable Shared shared;
    private final Map<String, Dialer> dialers = new TreeMap<>();
    private volatile boolean isClosed;

    private Link(LinkSettings settings, @Nullable Acceptor acceptor, @Nullable Shared shared) {
        this.settings = settings;
        this.acceptor = acceptor;
        this.shared = shared;
    }

    /**
     * Listens, and is ready to connect to {@link #peers}.
     *
     * @param status what the engine is; asked by any thread, at each heartbeat
     * @param snapshots asked when a peer wants a snapshot
     * @throws LockstepException {@link LinkError#CANNOT_LISTEN}
     */
    public static Link start(
            LinkSettings settings,
            Supplier<Status> status,
            SnapshotSource snapshots,
            PeerListener listener) {
        Secret secret = settings.secret();
        if (secret == null) {
            new Trouble(new LinkCounters())
                    .say(
                            LinkError.NO_SECRET,
                            "Project " + settings.project() + " has no secret, and so no link.");
            return new Link(settings, null, null);
        }
        Acceptor acceptor = Acceptor.listen(settings);
        String address = settings.advertised() + ":" + acceptor.port();
        Shared shared = new Shared(settings, secret, address, status, snapshots, listener);
        Link link = new Link(settings, acceptor, shared);
        shared.thread("accept", () -> acceptor.run(shared));
        shared.thread("time", () -> link.tick(shared));
        return link;
    }

    /** Where peers reach it, {@code host:port}; empty without a link. */
    public String address() {
        return shared == null ? "" : shared.address;
    }

    /**
     * Keeps connections to exactly these engines; those that peers have opened stay.
     *
     * @param addresses where their links listen, {@code host:port}; its own is passed over, and so
     *     is what is no address
     */
    public synchronized void peers(Collection<String> addresses) {
        Shared s = shared;
        if (s == null || isClosed) {
            return;
        }
        List<String> wanted =
                addresses.stream()
                        .distinct()
                        .filter(a -> Dialer.isAddress(a) && !a.equals(s.address))
                        .limit(LinkLimits.PEERS.defaultValue())
                        .toList();
        dialers.entrySet()
                .removeIf(
                        e -> {
                            boolean isOver = !wanted.contains(e.getKey());
                            if (isOver) {
                                e.getValue().close();
                            }
                            return isOver;
                        });
        for (String address : wanted) {
            dialers.computeIfAbsent(address, a -> new Dialer(s, a));
        }
    }

    /** The peers that there is a connection to. */
    public List<PeerStatus> linked() {
        return shared == null ? List.of() : shared.watch.all();
    }

    /** Counts of what has happened since it began, by name. */
    public Map<String, Long> counters() {
        return shared == null ? Map.of() : shared.counters.values();
    }

    /** Tells all peers now what this engine is, rather than with the next heartbeat. */
    public void beat() {
        if (shared != null) {
            shared.connections.forEach(Connection::beat);
        }
    }

    /**
     * The peers that may be asked for a snapshot, best first: standbys by how far they are; the one
     * that reigns only where there is no standby.
     */
    public List<PeerStatus> snapshotPeers() {
        List<PeerStatus> all =
                linked().stream().filter(p -> !p.address().isEmpty() && !p.isSilent()).toList();
        List<PeerStatus> standbys =
                all.stream()
                        .filter(p -> p.role() == Role.STANDBY)
                        .sorted(Comparator.comparingLong(PeerStatus::index).reversed())
                        .toList();
        return standbys.isEmpty()
                ? all.stream().filter(p -> p.role() == Role.ACTIVE).toList()
                : standbys;
    }

    /**
     * Takes the newest snapshot of a peer, in the calling thread.
     *
     * @param peer one of {@link #snapshotPeers()}
     * @param target gets its bytes; not closed. Worthless if this throws
     * @return where the snapshot stands in the journal
     * @throws LockstepException {@link LinkError#NO_SNAPSHOT} or {@link LinkError#BAD_SNAPSHOT}
     */
    public long takeSnapshot(PeerStatus peer, OutputStream target) {
        if (shared == null || isClosed) {
            throw new LockstepException(LinkError.NO_SNAPSHOT, "There is no link.");
        }
        return new SnapshotTaker(shared, peer.address()).take(target);
    }

    private void tick(Shared s) {
        long pause = TimeUnit.MILLISECONDS.toNanos(settings.pace().heartbeat()) / TICKS_A_HEARTBEAT;
        while (!isClosed) {
            s.watch.tick();
            long now = System.nanoTime();
            s.connections.forEach(c -> c.checkTime(now));
            LockSupport.parkNanos(pause);
        }
    }

    /** Tells the peers that this engine stops and decides nothing more, and ends the link. */
    public void leave() {
        end(true);
    }

    /** Ends the link; the engine goes on, and peers do not take it for gone. */
    @Override
    public void close() {
        end(false);
    }

    private synchronized void end(boolean isStopping) {
        Shared s = shared;
        if (s == null || isClosed) {
            return;
        }
        isClosed = true;
        if (acceptor != null) {
            acceptor.close();
        }
        dialers.values().forEach(Dialer::close);
        List<Connection> all = List.copyOf(s.connections);
        all.forEach(c -> c.leave(isStopping));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LEAVING_MILLIS);
        try {
            for (Connection c : all) {
                c.awaitEnd(TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            }
            s.connections.forEach(Connection::close);
            awaitThreads(s);
        } catch (InterruptedException e) {
            s.connections.forEach(Connection::close);
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitThreads(Shared s) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ENDING_MILLIS);
        for (Thread thread : List.copyOf(s.threads)) {
            long rest = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (rest > 0 && !thread.equals(Thread.currentThread())) {
                LockSupport.unpark(thread);
                thread.join(rest);
            }
        }
    }
}
