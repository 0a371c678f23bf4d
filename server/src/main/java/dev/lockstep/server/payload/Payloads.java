package dev.lockstep.server.payload;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.project.ConnectorStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that publishes payloads to one replica. Publishers run while the replica reigns; while
 * it finds out whether it still does they wait, and what was not acknowledged is offered again. The
 * replica's thread never waits here.
 */
public final class Payloads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Payloads.class);

    /** How many are offered before the lock is taken again. */
    private static final int BATCH = 64;

    private static final long WAIT_MILLIS = 5;
    private static final long AGAIN_NANOS = 20_000_000;

    private final Object lock = new Object();
    private final String project;
    private final Consumer<Fact> sink;
    private final boolean endsProject;
    private final BooleanSupplier isHeld;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Requests requests;
    private final Thread courier;
    private boolean isSending;
    private boolean hasEnded;
    private boolean isClosed;

    /**
     * @param engine unlike that of any other process
     * @param endsProject whether the project ends when all its publishers have
     * @param isHeld whether nothing shall be offered for a while, since output does not keep up
     * @param sink given the payloads; may wait; by one thread
     */
    public Payloads(
            String project,
            String engine,
            boolean endsProject,
            BooleanSupplier isHeld,
            Consumer<Fact> sink) {
        this.project = project;
        this.endsProject = endsProject;
        this.isHeld = isHeld;
        this.sink = sink;
        this.requests = new Requests("rest@" + engine + "@" + Long.toString(System.nanoTime(), 36));
        this.courier =
                Thread.ofPlatform().name("payloads " + project).daemon().unstarted(this::carry);
    }

    /**
     * Adds a connector; before {@link #start}.
     *
     * @param window {@code query/window}
     * @param publishers a new one for each run
     * @param badRows told the window and each row that cannot be read
     */
    public void add(
            ConnectorConfig connector,
            String window,
            Supplier<Publisher> publishers,
            BiConsumer<String, BadRow> badRows) {
        sources.put(connector.name(), new Source(connector, window, publishers, badRows, lock));
    }

    public void start() {
        courier.start();
    }

    // ---- told by the replica's thread

    /**
     * The replica's role has changed.
     *
     * @param clients the last message of each client, as of now
     * @param isEnded whether the project's input has ended
     */
    public void announced(Role role, Map<String, Long> clients, boolean isEnded) {
        synchronized (lock) {
            switch (role) {
                case ACTIVE -> {
                    isSending = true;
                    hasEnded = isEnded;
                    if (!isEnded) {
                        sources.values()
                                .forEach(s -> s.start(clients.getOrDefault(s.client(), 0L)));
                    }
                    requests.resume(clients.getOrDefault(requests.client(), 0L));
                    long now = System.nanoTime();
                    queues().forEach(q -> q.again(now));
                }
                case FENCING, READING_END, RESUMING, CLAIMING -> isSending = false;
                default -> {
                    isSending = false;
                    sources.values().forEach(Source::stop);
                    requests.giveUp(role);
                }
            }
            lock.notifyAll();
        }
    }

    private List<OpenPayloads> queues() {
        List<OpenPayloads> all = new ArrayList<>();
        sources.values().forEach(s -> all.add(s.open()));
        all.add(requests.open());
        return all;
    }

    private @Nullable OpenPayloads queue(String client) {
        if (client.equals(requests.client())) {
            return requests.open();
        }
        Source s = sources.get(client);
        return s == null ? null : s.open();
    }

    /** These are in the journal. */
    public void acknowledged(List<Effect.Receipt> receipts) {
        if (receipts.isEmpty()) {
            return;
        }
        synchronized (lock) {
            for (Effect.Receipt r : receipts) {
                OpenPayloads q = queue(r.client());
                if (q != null) {
                    q.acknowledged(r.messageId());
                }
                if (r.client().equals(requests.client())) {
                    requests.acknowledged(r.messageId());
                }
            }
            lock.notifyAll();
        }
    }

    /** That one was not taken; it is offered again while the replica reigns. */
    public void turnedAway(String client) {
        synchronized (lock) {
            OpenPayloads q = queue(client);
            if (q != null) {
                q.again(System.nanoTime() + AGAIN_NANOS);
            }
        }
    }

    // ---- by any thread

    /**
     * Offers blocks of a request.
     *
     * @param window {@code query/window}
     * @return done when all are in the journal; fails when the replica ceases to reign before
     * @throws LockstepException if a block is too large
     */
    public CompletableFuture<Void> inject(String window, List<EventBlock> blocks)
            throws InterruptedException {
        synchronized (lock) {
            while (requests.open().isFull() && !isClosed) {
                lock.wait();
            }
            CompletableFuture<Void> done = requests.add(window, blocks);
            lock.notifyAll();
            return done;
        }
    }

    /** The connectors as they are. */
    public List<ConnectorStatus> status() {
        synchronized (lock) {
            List<ConnectorStatus> all = new ArrayList<>();
            for (Source s : sources.values()) {
                LockstepException failure = s.failure();
                all.add(
                        new ConnectorStatus(
                                s.client(),
                                s.window(),
                                Direction.PUBLISH,
                                s.state(),
                                s.published(),
                                failure == null ? null : failure.problems().get(0).toString()));
            }
            return all;
        }
    }

    // ---- the courier

    private void carry() {
        List<Fact> batch = new ArrayList<>(BATCH);
        try {
            while (next(batch)) {
                batch.forEach(sink);
                batch.clear();
            }
        } catch (InterruptedException e) {
            // the project is being closed
        }
    }

    private boolean next(List<Fact> batch) throws InterruptedException {
        boolean isHeldNow = isHeld.getAsBoolean();
        synchronized (lock) {
            if (isSending && !isHeldNow) {
                gather(batch);
                end(batch);
            }
            if (batch.isEmpty() && !isClosed) {
                lock.wait(WAIT_MILLIS);
            }
            return !isClosed;
        }
    }

    private void gather(List<Fact> batch) {
        long now = System.nanoTime();
        List<OpenPayloads> queues = queues();
        long room = PayloadLimits.SENT_PAYLOADS.defaultValue();
        for (OpenPayloads q : queues) {
            room -= q.sent();
        }
        boolean isMore = true;
        while (isMore) {
            isMore = false;
            for (OpenPayloads q : queues) {
                Fact.Offered o = batch.size() < Math.min(BATCH, room) ? q.next(now) : null;
                if (o != null) {
                    batch.add(o);
                    isMore = true;
                }
            }
        }
    }

    private void end(List<Fact> batch) {
        boolean isOver =
                endsProject
                        && !hasEnded
                        && !sources.isEmpty()
                        && sources.values().stream().allMatch(Source::hasEnded);
        if (isOver) {
            hasEnded = true;
            LOG.info("Project {}: all publishers have ended.", project);
            batch.add(new Fact.InputEnded());
        }
    }

    @Override
    public void close() throws InterruptedException {
        synchronized (lock) {
            isClosed = true;
            isSending = false;
            sources.values().forEach(Source::stop);
            requests.giveUp(Role.JOINING);
            lock.notifyAll();
        }
        // who is telling a replica that has ended is not waited for
        courier.interrupt();
    }
}
