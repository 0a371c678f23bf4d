package dev.lockstep.failover.replica;

import dev.lockstep.failover.port.Effect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an active has stepped and not yet seen committed: one batch under way, and the one that is
 * being filled meanwhile. Nothing of either has been shown to anybody.
 */
final class Commits {
    private @Nullable Batch underWay;
    private @Nullable Batch filling;

    /** Parts of a batch that was too large, which follow the one under way. */
    private final Deque<Batch> rest = new ArrayDeque<>();

    /** The number of the commit that is under way; answers to others are late. */
    private long number;

    private boolean isAnswered = true;

    /** Nothing is under way, nothing is being filled. */
    boolean areEmpty() {
        return underWay == null && rest.isEmpty() && (filling == null || filling.isEmpty());
    }

    /** A commit was sent and not answered yet. */
    boolean isWaiting() {
        return !isAnswered;
    }

    @Nullable Batch underWay() {
        return underWay;
    }

    /** The batch for what is decided next. */
    Batch filling(int epoch, long nextIndex) {
        Batch f = filling;
        if (f == null || f.isEmpty() && (f.epoch() != epoch || f.firstIndex() != nextIndex)) {
            Batch next = new Batch(epoch, nextIndex);
            if (f != null) {
                f.receipts().forEach(next::add);
            }
            filling = next;
            return next;
        }
        return f;
    }

    /**
     * Sends what has been filled, if it may be; only one is under way at a time.
     *
     * @return the effect, or null if there is nothing to be sent now
     */
    Effect.@Nullable Commit send() {
        if (underWay == null && !rest.isEmpty()) {
            underWay = rest.pollFirst();
            return sendAgain();
        }
        Batch f = filling;
        if (underWay != null || f == null || f.isEmpty()) {
            return null;
        }
        underWay = f;
        filling = null;
        return sendAgain();
    }

    /** Sends the batch under way under a new number. */
    Effect.Commit sendAgain() {
        Batch b = underWay;
        if (b == null) {
            throw new IllegalStateException("nothing is under way");
        }
        isAnswered = false;
        return b.commit(++number);
    }

    /** Cuts the batch under way in two, if it has several entries; the second one follows. */
    boolean split() {
        Batch b = underWay;
        if (b == null || b.size() < 2) {
            return false;
        }
        rest.addFirst(b.cut());
        return true;
    }

    /** Begins with this batch as the one under way. */
    Effect.Commit send(Batch batch) {
        if (underWay != null) {
            throw new IllegalStateException("another batch is under way");
        }
        underWay = batch;
        return sendAgain();
    }

    /** Whether an answer is to the commit that is under way; it then counts as answered. */
    boolean answer(long answered) {
        boolean isThis = answered == number && !isAnswered;
        isAnswered |= isThis;
        return isThis;
    }

    /** The batch under way is committed. */
    Batch settled() {
        Batch b = underWay;
        if (b == null) {
            throw new IllegalStateException("nothing is under way");
        }
        underWay = null;
        isAnswered = true;
        return b;
    }

    /** Gives up everything; what was promised to nobody is lost to nobody. */
    List<Effect.Receipt> giveUp() {
        List<Effect.Receipt> open = new ArrayList<>();
        if (underWay != null) {
            open.addAll(underWay.receipts());
        }
        rest.forEach(b -> open.addAll(b.receipts()));
        rest.clear();
        if (filling != null) {
            open.addAll(filling.receipts());
        }
        underWay = null;
        filling = null;
        isAnswered = true;
        return open;
    }

    /** Receipts of repeats that came while nothing else did; they can be given at once. */
    List<Effect.Receipt> takeIdleReceipts() {
        Batch f = filling;
        if (!rest.isEmpty() || underWay != null) {
            return List.of();
        }
        if (f == null || !f.isEmpty() || f.receipts().isEmpty()) {
            return List.of();
        }
        filling = null;
        return f.receipts();
    }
}
