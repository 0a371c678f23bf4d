package dev.lockstep.server.payload;

import dev.lockstep.api.connector.BadRow;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Publisher;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.server.project.ConnectorStatus;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connector that publishes, over all its runs. All of it under {@link #lock}. */
final class Source {
    private final ConnectorConfig connector;
    private final String window;
    private final Supplier<Publisher> publishers;
    private final BiConsumer<String, BadRow> badRows;
    private final Object lock;
    private final OpenPayloads open = new OpenPayloads();
    private @Nullable Run run;

    /**
     * @param window {@code query/window}
     * @param lock notified whenever something can be offered
     */
    Source(
            ConnectorConfig connector,
            String window,
            Supplier<Publisher> publishers,
            BiConsumer<String, BadRow> badRows,
            Object lock) {
        this.connector = connector;
        this.window = window;
        this.publishers = publishers;
        this.badRows = badRows;
        this.lock = lock;
    }

    String client() {
        return connector.name();
    }

    ConnectorConfig connector() {
        return connector;
    }

    String window() {
        return window;
    }

    OpenPayloads open() {
        return open;
    }

    /** Begins a run unless there is one. */
    void start(long last) {
        if (run == null) {
            open.clear();
            Run r = new Run();
            run = r;
            r.feed =
                    new PayloadFeed(
                            connector,
                            window,
                            publishers.get(),
                            last,
                            r,
                            row -> badRows.accept(window, row));
        }
    }

    /** Ends the run; what was not acknowledged is forgotten. */
    void stop() {
        Run r = run;
        run = null;
        open.clear();
        if (r != null && r.feed != null) {
            r.feed.stop();
        }
        lock.notifyAll();
    }

    /** Whether it has ended by itself, and all it had is in the journal. */
    boolean hasEnded() {
        Run r = run;
        return r != null && r.isOver && r.feed != null && r.feed.isFinished() && open.isEmpty();
    }

    long published() {
        Run r = run;
        return r == null || r.feed == null ? 0 : r.feed.published();
    }

    @Nullable LockstepException failure() {
        Run r = run;
        return r == null || r.feed == null ? null : r.feed.failure();
    }

    ConnectorStatus.State state() {
        if (failure() != null) {
            return ConnectorStatus.State.FAILED;
        }
        if (run == null) {
            return ConnectorStatus.State.STOPPED;
        }
        return hasEnded() ? ConnectorStatus.State.FINISHED : ConnectorStatus.State.RUNNING;
    }

    private final class Run implements PayloadQueue {
        private @Nullable PayloadFeed feed;
        private boolean isOver;

        @Override
        public void put(Fact.Offered payload) throws InterruptedException {
            synchronized (lock) {
                while (run == this && open.isFull()) {
                    lock.wait();
                }
                if (run != this) {
                    throw new InterruptedException();
                }
                open.add(payload);
                lock.notifyAll();
            }
        }

        @Override
        public void ended(@Nullable LockstepException failure) {
            synchronized (lock) {
                isOver = true;
                lock.notifyAll();
            }
        }
    }
}
