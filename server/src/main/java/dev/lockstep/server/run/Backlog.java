package dev.lockstep.server.run;

import dev.lockstep.api.block.EventBlock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Bounds what the blocks of one queue hold in all, whatever their number. Small blocks do not
 * count, since there are only so many; one that is larger than the bound waits until it is alone.
 */
final class Backlog {
    /** So much a block may hold without counting: then a queue of small ones is small, too. */
    private static final long SMALL_BYTES = 64 << 10;

    private final int bytesMax = (int) RunLimits.QUEUE_BYTES.defaultValue();
    private final Semaphore room = new Semaphore(bytesMax);

    /** What the block counts. */
    int weight(EventBlock block) {
        long columns = 8L * (block.schema().size() + 1) * block.rows();
        long bytes = block.arena().size() + (block.carriesOld() ? 2 : 1) * columns;
        return bytes <= SMALL_BYTES ? 0 : (int) Math.min(bytesMax, bytes);
    }

    /** Waits for room. */
    void add(int weight) throws InterruptedException {
        if (weight > 0) {
            room.acquire(weight);
        }
    }

    /** Waits for room for a bounded time; false if there was none. */
    boolean add(int weight, long millis) throws InterruptedException {
        return weight == 0 || room.tryAcquire(weight, millis, TimeUnit.MILLISECONDS);
    }

    /** A block that was added is out of the queue. */
    void remove(int weight) {
        if (weight > 0) {
            room.release(weight);
        }
    }
}
