package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Blocks that were read from the source and of which it is not known that they are on the input
 * topic. Bounded: whoever reads the source waits. Between two threads.
 */
final class GroupQueue {
    private final int capacity;
    private final ArrayDeque<NumberedBlock> blocks = new ArrayDeque<>();
    private long rows;
    private long digest;
    private GroupRecord committed = GroupRecord.NONE;
    private boolean isEnded;
    private boolean isClosed;

    GroupQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds a block; waits while there are too many, unless the queue is closed. */
    synchronized void put(EventBlock block) throws InterruptedException {
        if (block.rows() == 0) {
            return;
        }
        while (blocks.size() >= capacity && !isClosed) {
            wait();
        }
        if (isClosed) {
            return;
        }
        long after = RowDigest.of(block, 0, block.rows(), digest);
        blocks.add(new NumberedBlock(block, rows, digest, after));
        rows += block.rows();
        digest = after;
        trim();
        notifyAll();
    }

    /** The source has ended. */
    synchronized void end() {
        isEnded = true;
        notifyAll();
    }

    /** Nothing is taken or awaited any more. */
    synchronized void close() {
        isClosed = true;
        notifyAll();
    }

    /** The first blocks, at most so many; none if none comes within that time. */
    synchronized List<NumberedBlock> first(int most, long millis) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (blocks.isEmpty() && !isEnded && !isClosed) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        List<NumberedBlock> first = new ArrayList<>(Math.min(most, blocks.size()));
        for (NumberedBlock b : blocks) {
            if (first.size() == most) {
                break;
            }
            first.add(b);
        }
        return first;
    }

    /**
     * Takes notice of how far the group has come, and lets go of what is there.
     *
     * @throws LockstepException {@link ConnectorCode#SOURCE_DIFFERS}
     */
    synchronized void committed(GroupRecord record) {
        if (record.rows() >= committed.rows()) {
            committed = record;
            trim();
            notifyAll();
        }
    }

    synchronized GroupRecord committed() {
        return committed;
    }

    private void trim() {
        long done = committed.rows();
        while (!blocks.isEmpty() && blocks.getFirst().before() < done) {
            NumberedBlock b = blocks.removeFirst();
            if (b.last() >= done && b.digestAt(done) != committed.digest()) {
                throw new LockstepException(
                        ConnectorCode.SOURCE_DIFFERS,
                        "The first "
                                + done
                                + " rows of the source are not those that adapter "
                                + committed.adapter()
                                + " of the group has written.");
            }
            if (b.last() > done) {
                blocks.addFirst(b.behind(done));
            }
        }
    }

    /** Whether the source has ended and all of it is on the input topic. */
    synchronized boolean isDone() {
        return isEnded && blocks.isEmpty();
    }

    synchronized boolean isClosed() {
        return isClosed;
    }
}
