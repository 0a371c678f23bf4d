package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.block.StringPool;
import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Subscriber;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.event.EventFlags;
import dev.lockstep.api.event.Opcode;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.window.Blocks;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A subscriber on its own thread and the queue of blocks between the engine's thread and it. */
final class Drain {
    /** How long to wait before looking whether the subscriber still lives. */
    private static final long PATIENCE_MILLIS = 100;

    private final ConnectorConfig connector;
    private final String window;
    private final Subscriber subscriber;
    private final boolean isCollapsed;
    private final BlockingQueue<EventBlock> queue;
    private final Backlog backlog = new Backlog();
    private final SpareBlocks free;
    private final Nap nap = new Nap();
    private final Thread thread;
    private final EventBlock end;
    private final EventBlock kept;
    private int[] chosen = new int[16];
    private volatile @Nullable LockstepException failure;
    private volatile @Nullable Error fault;
    private volatile boolean isStarted;
    private volatile boolean isOpen;
    private volatile long taken;
    private volatile long rows;

    /** Blocks put into the queue; of the engine's thread. */
    private long given;

    /** Guards {@link #flushed}. */
    private final Object writing = new Object();

    /** Blocks that were taken when the subscriber was last told to flush. */
    private long flushed;

    /**
     * @param isCollapsed whether the window collapses updates itself
     */
    Drain(ConnectorConfig connector, String window, Subscriber subscriber, boolean isCollapsed) {
        this.connector = connector;
        this.window = window;
        this.subscriber = subscriber;
        this.isCollapsed = isCollapsed || subscriber.wantsCollapsed();
        this.end = EventBlock.detached(connector.schema());
        this.kept = EventBlock.attached(connector.schema());
        int capacity = (int) RunLimits.DRAIN_BLOCKS.defaultValue();
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.free = new SpareBlocks(2 * capacity);
        this.thread =
                Thread.ofPlatform()
                        .name("subscriber " + connector.name())
                        .daemon()
                        .unstarted(this::run);
    }

    String name() {
        return connector.name();
    }

    String window() {
        return window;
    }

    boolean isStarted() {
        return isStarted;
    }

    /** Blocks that the subscriber has taken; by any thread. */
    long taken() {
        return taken;
    }

    /** Rows that the subscriber has taken; by any thread. */
    long rows() {
        return rows;
    }

    /**
     * Waits until the subscriber has written and flushed everything that it was given.
     *
     * @param nanos for so long at most
     * @return false if it has not
     */
    boolean awaitWritten(long nanos) throws InterruptedException {
        long until = System.nanoTime() + nanos;
        synchronized (writing) {
            while (isBusy() && flushed < given) {
                long left = until - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                writing.wait(Math.min(PATIENCE_MILLIS, left / 1_000_000 + 1));
            }
        }
        return true;
    }

    /** Whether it is being opened or written to; by any thread. */
    boolean isBusy() {
        return isStarted && !hasFailed() && (!isOpen || thread.isAlive());
    }

    @Nullable LockstepException failure() {
        return failure;
    }

    /** Whether it takes no more, for whatever reason. */
    boolean hasFailed() {
        return failure != null || fault != null;
    }

    /** Throws what no project can go on after, the end of memory above all. */
    void throwFault() {
        Error e = fault;
        if (e != null) {
            throw e;
        }
    }

    /** Opens the subscriber and joins it to the engine, retained rows first if it wants them. */
    void start(Engine engine) {
        isStarted = true;
        try {
            subscriber.open();
        } catch (IOException e) {
            failure = ConnectorFailure.outside(connector, e);
            return;
        } catch (LockstepException e) {
            failure = ConnectorFailure.told(connector, e);
            return;
        } catch (RuntimeException e) {
            failure = ConnectorFailure.fault(connector, "which was being opened", e);
            return;
        }
        isOpen = true;
        thread.start();
        if (subscriber.wantsSnapshot()) {
            engine.snapshot(window, rows -> accept(rows, engine.pool()));
        }
        engine.subscribe(window, b -> accept(b, engine.pool()), !isCollapsed);
    }

    private void accept(EventBlock block, StringPool pool) {
        if (hasFailed()) {
            return;
        }
        EventBlock source = subscriber.skipsRetentionDeletes() ? withoutRetention(block) : block;
        if (source.rows() == 0) {
            return;
        }
        EventBlock b = free.take();
        if (b == null) {
            b = EventBlock.detached(connector.schema());
        }
        Blocks.detach(source, b, pool);
        if (isCollapsed) {
            b.carriesOld(false);
        }
        put(b);
    }

    private EventBlock withoutRetention(EventBlock block) {
        if (chosen.length < block.rows()) {
            chosen = new int[block.rows()];
        }
        int count = 0;
        for (int i = 0; i < block.rows(); i++) {
            chosen[count] = i;
            boolean isRetention =
                    block.opcodes()[i] == Opcode.DELETE
                            && (block.flags()[i] & EventFlags.RETENTION) != 0;
            count += isRetention ? 0 : 1;
        }
        if (count == block.rows()) {
            return block;
        }
        Blocks.gather(block, chosen, count, kept);
        return kept;
    }

    private void put(EventBlock b) {
        try {
            // a subscriber that died takes nothing any more: whoever waits for room must not wait
            // for ever
            int weight = backlog.weight(b);
            boolean hasRoom = false;
            while (!hasFailed() && !hasRoom) {
                hasRoom = backlog.add(weight, PATIENCE_MILLIS);
            }
            boolean isOffered = queue.offer(b);
            if (!isOffered) {
                nap.forRoom(queue);
            }
            while (!hasFailed() && !isOffered) {
                isOffered = queue.offer(b, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            given += isOffered ? 1 : 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (subscriber) {
            while (true) {
                EventBlock b = queue.poll();
                if (b == null) {
                    subscriber.flush();
                    noteFlushed();
                    b = queue.take();
                }
                if (b == end) {
                    return;
                }
                int weight = backlog.weight(b);
                int count = b.rows();
                subscriber.accept(b);
                backlog.remove(weight);
                // this thread alone writes them
                taken = taken + 1;
                rows = rows + count;
                b.reset(0);
                free.put(b);
            }
        } catch (LockstepException e) {
            failure = ConnectorFailure.told(connector, e);
        } catch (IOException e) {
            failure = ConnectorFailure.outside(connector, e);
        } catch (RuntimeException e) {
            String progress = "which had taken " + taken + " blocks";
            failure = ConnectorFailure.fault(connector, progress, e);
        } catch (Error e) {
            fault = e;
        } catch (InterruptedException e) {
            // the process ends
        }
    }

    private void noteFlushed() {
        synchronized (writing) {
            flushed = taken;
            writing.notifyAll();
        }
    }

    /**
     * Lets the subscribers write what they still have and closes them, all of them before it throws
     * what one of them died of meanwhile.
     */
    static void finish(List<Drain> drains) throws InterruptedException {
        for (Drain d : drains) {
            d.finish();
        }
        drains.forEach(Drain::throwFault);
    }

    /**
     * The same for a bounded time: a subscriber that takes nothing any more is left alone then.
     *
     * @param millis for all of them together
     */
    static void finish(List<Drain> drains, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (Drain d : drains) {
            d.awaitWritten(Math.max(1, until - System.nanoTime()));
            if (d.thread.isAlive() && d.queue.offer(d.end)) {
                d.thread.join(
                        Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
            }
            if (d.thread.isAlive()) {
                d.thread.interrupt();
            }
        }
    }

    private void finish() throws InterruptedException {
        if (thread.isAlive()) {
            put(end);
            thread.join();
        }
    }
}
