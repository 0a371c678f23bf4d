package dev.lockstep.failover.zookeeper;

import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.failover.coordination.Coordination;
import dev.lockstep.failover.coordination.CoordinationError;
import dev.lockstep.failover.coordination.CoordinationLimits;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.coordination.RareLog;
import dev.lockstep.failover.coordination.Reign;
import dev.lockstep.failover.coordination.Roster;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Coordination} by ZooKeeper. The engine's own node is made again whenever it is found to be
 * missing; it watches the node before its own and that of the one that reigns, and looks at all of
 * them now and then and after each reconnection, since a watch may be lost. One thread does
 * everything, which waits for ZooKeeper so that nobody else does.
 */
public final class ZooKeeperCoordination implements Coordination {
    private static final Logger LOG = LoggerFactory.getLogger(ZooKeeperCoordination.class);
    private static final int CLOSING_MILLIS = 3000;

    private final ZooKeeperCoordinationSettings settings;
    private final RareLog log = new RareLog(LOG);
    private final Nodes nodes;
    private final ScheduledExecutorService thread;
    private final AtomicBoolean isLookDue = new AtomicBoolean();
    private volatile @Nullable Roster roster;
    private volatile boolean isInTouch;
    private volatile boolean isClosed;
    private volatile @Nullable Member self;

    // of the one thread
    // one and the same each time, so that ZooKeeper keeps one watch of it and not one a look
    private final CuratorWatcher watcher = this::changed;
    private @Nullable Listener listener;
    private @Nullable String ownPath;
    private @Nullable Member written;
    private long writtenNanos;
    private boolean isSessionSaid;
    private int looksInVain;

    public ZooKeeperCoordination(ZooKeeperCoordinationSettings settings) {
        this.settings = settings;
        this.nodes = new Nodes(settings);
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread t = new Thread(work, "lockstep-zookeeper");
                            t.setDaemon(true);
                            return t;
                        });
    }

    @Override
    public void register(Member member, Listener target) {
        self = member;
        listener = target;
        roster = new Roster(target);
        nodes.client
                .getConnectionStateListenable()
                .addListener((client, state) -> connectionChanged(state));
        nodes.client.start();
        Future<?> ignored =
                thread.scheduleWithFixedDelay(
                        this::look, 0, settings.pollMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void update(Member member) {
        Member before = self;
        self = member;
        if (before == null || member.isNewsAfter(before)) {
            lookSoon();
        }
    }

    @Override
    public List<Member> members() {
        Roster r = roster;
        return r == null ? List.of() : r.members();
    }

    @Override
    public boolean isInTouch() {
        return isInTouch;
    }

    private void lookSoon() {
        if (isLookDue.compareAndSet(false, true)) {
            submit(this::look);
        }
    }

    private void submit(Runnable work) {
        try {
            if (!isClosed) {
                thread.execute(work);
            }
        } catch (RejectedExecutionException e) {
            // closed meanwhile
        }
    }

    private void connectionChanged(ConnectionState state) {
        if (!state.isConnected()) {
            submit(() -> touch(false));
        }
        if (state == ConnectionState.SUSPENDED) {
            log.warn(
                    CoordinationError.OUT_OF_TOUCH,
                    settings + " does not answer; nobody is held for gone meanwhile.");
        }
        // also what was before is to be proved anew
        lookSoon();
    }

    private void touch(boolean now) {
        Listener target = listener;
        if (isInTouch != now && target != null) {
            isInTouch = now;
            target.touched(now);
        }
    }

    /** Brings the own node and what is known of the others up to date. */
    private void look() {
        isLookDue.set(false);
        Member own = self;
        Roster r = roster;
        if (isClosed || own == null || r == null || !isConnected()) {
            return;
        }
        try {
            List<Nodes.Node> all = nodes.all();
            if (!isOwnThere(all)) {
                removeStale(all, own);
                ownPath = nodes.create(own);
                written = own;
                writtenNanos = System.nanoTime();
                all = nodes.all();
            }
            write(own);
            List<Nodes.Node> project =
                    all.stream().filter(n -> n.member().project().equals(own.project())).toList();
            watch(project);
            sayIfSessionIsLong();
            r.set(project.stream().map(Nodes.Node::member).toList());
            touch(true);
        } catch (Exception e) {
            fail(e);
        }
    }

    private boolean isConnected() {
        if (nodes.client.getZookeeperClient().isConnected()) {
            looksInVain = 0;
            return true;
        }
        if (looksInVain++ > 0) {
            log.warn(CoordinationError.OUT_OF_TOUCH, settings + " does not answer.");
        }
        return false;
    }

    private boolean isOwnThere(List<Nodes.Node> all) throws Exception {
        long session = nodes.session();
        String path = ownPath;
        return path != null
                && all.stream().anyMatch(n -> n.path().equals(path) && n.owner() == session);
    }

    /**
     * Removes what an earlier session or an earlier life of this engine has left. That life is over
     * for sure if this one listens where it did.
     */
    private void removeStale(List<Nodes.Node> all, Member own) throws Exception {
        for (Nodes.Node node : all) {
            Member m = node.member();
            boolean isOwn = m.project().equals(own.project()) && m.engine().equals(own.engine());
            boolean isEarlier =
                    m.project().equals(own.project())
                            && m.name().equals(own.name())
                            && !own.address().isEmpty()
                            && m.address().equals(own.address());
            if (isOwn || isEarlier) {
                nodes.delete(node.path());
            }
        }
    }

    private void write(Member own) throws Exception {
        Member last = written;
        String path = ownPath;
        if (path == null || own.equals(last)) {
            return;
        }
        boolean isNews = last == null || own.isNewsAfter(last);
        long pollNanos = TimeUnit.MILLISECONDS.toNanos(settings.pollMillis()) / 2;
        if (isNews || System.nanoTime() - writtenNanos >= pollNanos) {
            nodes.write(path, own);
            written = own;
            writtenNanos = System.nanoTime();
        }
    }

    /** Watches the node before the own one, as published, and that of the one that reigns. */
    private void watch(List<Nodes.Node> project) throws Exception {
        Nodes.Node before = null;
        boolean isBehind = false;
        for (Nodes.Node node : project) {
            isBehind |= node.path().equals(ownPath);
            if (!isBehind) {
                before = node;
            }
        }
        for (Nodes.Node node : project) {
            boolean isReigning = Reign.isSure(node.member().role()) && !node.path().equals(ownPath);
            if (node.equals(before) || isReigning) {
                nodes.read(node.path(), watcher);
            }
        }
    }

    private void changed(WatchedEvent event) {
        if (event.getType() != Watcher.Event.EventType.None) {
            lookSoon();
        }
    }

    private void sayIfSessionIsLong() throws Exception {
        int given = nodes.sessionMillis();
        if (!isSessionSaid && given > settings.sessionMillis()) {
            isSessionSaid = true;
            log.warn(
                    CoordinationError.LONG_SESSION,
                    settings
                            + " makes sessions of "
                            + given
                            + " ms of those of "
                            + settings.sessionMillis()
                            + " ms that were asked for.");
        }
    }

    private void fail(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return;
        }
        ErrorCode code =
                switch (e) {
                    case KeeperException.NoAuthException ignored -> CoordinationError.REFUSED;
                    case KeeperException.AuthFailedException ignored -> CoordinationError.REFUSED;
                    case Nodes.TooMany ignored -> CoordinationError.TOO_MANY_MEMBERS;
                    default -> CoordinationError.OUT_OF_TOUCH;
                };
        String what =
                code == CoordinationError.TOO_MANY_MEMBERS
                        ? "More engines than " + CoordinationLimits.MEMBERS.name()
                        : e.toString();
        log.warn(code, settings + ": " + what + ".");
        touch(false);
    }

    /** Ends the session, with which the own node goes. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        thread.execute(
                () -> {
                    try {
                        nodes.close();
                    } catch (RuntimeException e) {
                        LOG.debug("ZooKeeper could not be told", e);
                    }
                });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSING_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
