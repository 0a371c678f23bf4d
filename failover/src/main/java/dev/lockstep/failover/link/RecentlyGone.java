package dev.lockstep.failover.link;

import java.util.HashMap;
import java.util.Map;

/**
 * Engines whose connections have just ended though they did not reign, as far as they had told. One
 * that takes over and dies with its claim committed never tells that it reigns: only the journal
 * does, behind the end of its connection. Whose claim comes much later than that end lives, and has
 * lost the connection only. One thread at a time.
 */
final class RecentlyGone {
    private final long keepNanos;
    private final Map<String, Long> ends = new HashMap<>();

    RecentlyGone(long keepNanos) {
        this.keepNanos = keepNanos;
    }

    void add(String engine, long now) {
        ends.values().removeIf(end -> now - end >= keepNanos);
        ends.put(engine, now);
    }

    void isBack(String engine) {
        ends.remove(engine);
    }

    /** Whether the engine was lost a moment ago; says so once for each loss. */
    boolean hasJust(String engine, long now) {
        Long end = ends.remove(engine);
        return end != null && now - end < keepNanos;
    }
}
