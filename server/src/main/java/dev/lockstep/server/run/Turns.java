package dev.lockstep.server.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose block is next: the one due first; among those due at once the publisher with the
 * fewest turns, in document order. Publishers that end by themselves are waited for, so that the
 * same files give the same order every time.
 */
final class Turns {
    private static final long WAIT_NANOS = 50_000_000;

    private final List<Feed> feeds;

    Turns(List<Feed> feeds) {
        this.feeds = feeds;
    }

    /** The feed whose head is next, or null if none is there now. */
    @Nullable Feed next() throws InterruptedException {
        Feed best = null;
        Feed.Offer bestHead = null;
        for (int k = 0; k < feeds.size(); k++) {
            Feed f = feeds.get(k);
            if (!f.isStarted() || f.isEnded()) {
                continue;
            }
            Feed.Offer head = f.head(0);
            if (head == null && f.isFinite() && !f.isEnded()) {
                head = f.head(WAIT_NANOS);
                if (head == null && !f.isEnded()) {
                    return null;
                }
            }
            if (head != null
                    && (best == null || bestHead == null || isBefore(head, f, bestHead, best))) {
                best = f;
                bestHead = head;
            }
        }
        return best;
    }

    private static boolean isBefore(Feed.Offer a, Feed f, Feed.Offer b, Feed g) {
        return a.dueMicros() != b.dueMicros()
                ? a.dueMicros() < b.dueMicros()
                : f.turns() < g.turns();
    }

    /** Whether every feed that was started has ended. */
    boolean areAllEnded() {
        for (Feed f : feeds) {
            if (!f.isStarted() || !f.isEnded()) {
                return false;
            }
        }
        return true;
    }
}
