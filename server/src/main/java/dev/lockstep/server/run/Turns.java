package dev.lockstep.server.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose block is next: the one due first; among those due at once the publisher with the
 * fewest turns, in document order. Prompt publishers are waited for, so that the same files give
 * the same order every time.
 */
final class Turns {
    private static final long WAIT_NANOS = 50_000_000;

    private final List<Feed> feeds;
    private boolean isWaiting;

    Turns(List<Feed> feeds) {
        this.feeds = feeds;
    }

    /**
     * The feed whose head is next, or null if none is there now.
     *
     * @param elapsedMicros since the start of the run; what was due before counts as due now, so
     *     that a feed without a rate does not keep others from their turns
     */
    @Nullable Feed next(long elapsedMicros) throws InterruptedException {
        isWaiting = false;
        Feed best = null;
        Feed.Offer bestHead = null;
        for (int k = 0; k < feeds.size(); k++) {
            Feed f = feeds.get(k);
            if (!f.isStarted() || f.isEnded()) {
                continue;
            }
            Feed.Offer head = f.head(0);
            if (head == null && f.isPrompt() && !f.isEnded()) {
                head = f.head(WAIT_NANOS);
                if (head == null && !f.isEnded()) {
                    isWaiting = true;
                    return null;
                }
            }
            if (head != null
                    && (best == null
                            || bestHead == null
                            || isBefore(head, f, bestHead, best, elapsedMicros))) {
                best = f;
                bestHead = head;
            }
        }
        return best;
    }

    private static boolean isBefore(Feed.Offer a, Feed f, Feed.Offer b, Feed g, long now) {
        long dueA = Math.max(now, a.dueMicros());
        long dueB = Math.max(now, b.dueMicros());
        return dueA != dueB ? dueA < dueB : f.turns() < g.turns();
    }

    /** Whether {@link #next} found none since a prompt feed was not ready within its time. */
    boolean isWaiting() {
        return isWaiting;
    }

    /** How many turns the feeds that are running have had, at least. */
    long round() {
        return feeds.stream()
                .filter(f -> f.isStarted() && !f.isEnded())
                .mapToLong(Feed::turns)
                .min()
                .orElse(0);
    }

    /** Whether every feed was started and has ended. */
    boolean areAllEnded() {
        for (Feed f : feeds) {
            if (!f.isStarted() || !f.isEnded()) {
                return false;
            }
        }
        return true;
    }

    /** Whether every feed that was started has ended; others may never start. */
    boolean areAllStartedEnded() {
        for (Feed f : feeds) {
            if (f.isStarted() && !f.isEnded()) {
                return false;
            }
        }
        return true;
    }
}
