package dev.lockstep.server.outlet;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.server.project.Guarantee;
import dev.lockstep.server.run.ConnectorFailure;
import dev.lockstep.wire.binary.BinaryFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscriber that has no places to go back to: a socket, standard output, rolling files. It gets
 * what is committed while this engine reigns, from a bounded queue, on a thread of its own.
 */
public final class StreamOutlet implements Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(StreamOutlet.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** What a block costs beside its bytes. */
    private static final int OVERHEAD = 64;

    private final ConnectorConfig connector;
    private final String window;
    private final Supplier<Subscriber> subscribers;
    private final Duration patience;

    /** While this engine reigns, or may turn out to. */
    private @Nullable Run run;

    /** The newest, which may still write what was committed while this engine reigned. */
    private @Nullable Run last;

    private @Nullable LockstepException failure;
    private volatile long rows;

    /**
     * @param window {@code query/window}
     * @param subscribers a new one each time the engine comes to reign
     */
    public StreamOutlet(
            ConnectorConfig connector, String window, Supplier<Subscriber> subscribers) {
        this(connector, window, subscribers, PATIENCE);
    }

    /** The same with another time for which a subscriber is waited for at the end. */
    StreamOutlet(
            ConnectorConfig connector,
            String window,
            Supplier<Subscriber> subscribers,
            Duration patience) {
        this.patience = patience;
        this.connector = connector;
        this.window = window;
        this.subscribers = subscribers;
    }

    @Override
    public synchronized void announced(Role role) {
        switch (role) {
            case ACTIVE -> {
                if (run == null) {
                    failure = null;
                    Run next = new Run(subscribers.get(), last);
                    last = next;
                    run = next;
                    next.thread.start();
                }
            }
            case FENCING, READING_END, RESUMING, CLAIMING, HANDING_OVER -> {
                // it may turn out that this engine has reigned all the time
            }
            default -> {
                Run r = run;
                run = null;
                if (r != null) {
                    r.end();
                }
            }
        }
    }

    @Override
    public synchronized void released(ReplicaOutput output) {
        Run r = run;
        if (r != null && failure == null) {
            r.put(output.value());
        }
    }

    @Override
    public synchronized boolean isBehind() {
        Run r = run;
        return r != null
                && failure == null
                && r.bytes > OutletLimits.BEHIND_BYTES.defaultValue() / 4;
    }

    @Override
    public synchronized ConnectorStatus status() {
        LockstepException f = failure;
        ConnectorStatus.State state =
                f != null
                        ? ConnectorStatus.State.FAILED
                        : run == null
                                ? ConnectorStatus.State.STOPPED
                                : ConnectorStatus.State.RUNNING;
        return new ConnectorStatus(
                connector.name(),
                window,
                Direction.SUBSCRIBE,
                state,
                rows,
                f == null ? null : f.problems().get(0).toString(),
                Guarantee.BEST_EFFORT);
    }

    private synchronized void failed(Run of, LockstepException e) {
        if (of == run) {
            failure = e;
            LOG.error("{}", e.problems().get(0));
        }
    }

    @Override
    public void close() throws InterruptedException {
        Run r;
        synchronized (this) {
            r = last;
            run = null;
            last = null;
            if (r != null) {
                r.end();
            }
        }
        if (r != null) {
            r.awaitEnd();
        }
    }

    /** From when the engine reigns to when not. */
    private final class Run {
        private final Subscriber subscriber;
        private final BinaryFrame frame = new BinaryFrame(connector.schema());
        private final EventBlock block = EventBlock.detached(connector.schema());
        private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
        private final Thread thread;
        private @Nullable Run before;
        private volatile long bytes;
        private boolean isEnding;

        /**
         * @param before has to be over before this one begins, or rows would get in between
         */
        Run(Subscriber subscriber, @Nullable Run before) {
            this.subscriber = subscriber;
            this.before = before;
            this.thread =
                    Thread.ofPlatform()
                            .name("subscriber " + connector.name())
                            .daemon()
                            .unstarted(this::live);
        }

        /** Waits for its end for a bounded time; what it does not take then is lost. */
        void awaitEnd() throws InterruptedException {
            if (!thread.join(patience)) {
                thread.interrupt();
            }
        }

        void put(byte[] value) {
            boolean isTooMuch;
            synchronized (queue) {
                isTooMuch =
                        !queue.isEmpty()
                                && bytes + value.length > OutletLimits.BEHIND_BYTES.defaultValue();
                if (!isTooMuch) {
                    queue.add(value);
                    bytes += value.length + OVERHEAD;
                    queue.notifyAll();
                }
            }
            if (isTooMuch) {
                failed(
                        this,
                        new LockstepException(
                                Problem.error(
                                        OutletError.TOO_SLOW,
                                        connector.where(),
                                        "Connector "
                                                + connector.name()
                                                + " is "
                                                + bytes
                                                + " bytes behind and gets no more.")));
                end();
            }
        }

        void end() {
            synchronized (queue) {
                isEnding = true;
                queue.notifyAll();
            }
        }

        private void live() {
            try (subscriber) {
                Run earlier = before;
                if (earlier != null) {
                    earlier.awaitEnd();
                    before = null;
                }
                subscriber.open();
                for (byte[] next = next(); next != null; next = next()) {
                    block.reset(0);
                    frame.read(next, 0, next.length, block);
                    subscriber.accept(block);
                    rows = rows + block.rows();
                }
            } catch (LockstepException e) {
                failed(this, ConnectorFailure.told(connector, e));
            } catch (IOException e) {
                failed(this, ConnectorFailure.outside(connector, e));
            } catch (RuntimeException e) {
                failed(
                        this,
                        ConnectorFailure.fault(connector, "which had taken " + rows + " rows", e));
            } catch (InterruptedException e) {
                // the process ends
            }
        }

        /** Null at the end. */
        private byte @Nullable [] next() throws IOException, InterruptedException {
            byte[] value;
            synchronized (queue) {
                value = queue.poll();
            }
            if (value == null) {
                subscriber.flush();
                synchronized (queue) {
                    while (queue.isEmpty() && !isEnding) {
                        queue.wait();
                    }
                    value = queue.poll();
                }
            }
            if (value != null) {
                synchronized (queue) {
                    bytes -= value.length + OVERHEAD;
                }
            }
            return value;
        }
    }
}
