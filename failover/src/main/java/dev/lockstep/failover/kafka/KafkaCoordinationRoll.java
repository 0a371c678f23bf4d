package dev.lockstep.failover.kafka;

import dev.lockstep.failover.coordination.CoordinationLimits;
import dev.lockstep.failover.coordination.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who answers the roll: an engine is there while its records come. Only the time at which this
 * engine reads them counts, by a clock that never goes back; and only while its own records come
 * back, too, since otherwise nothing comes from anybody. Pure; one thread.
 */
final class KafkaCoordinationRoll {
    private final String self;
    private final long patienceNanos;
    private final Map<String, Entry> entries = new TreeMap<>();
    private long ownNanos;
    private long tickNanos;
    private boolean isInTouch;

    private record Entry(Member member, long nanos) {}

    /**
     * @param self the engine that reads
     * @param patienceNanos after which an engine whose records do not come is gone
     */
    KafkaCoordinationRoll(String self, long patienceNanos, long now) {
        this.self = self;
        this.patienceNanos = patienceNanos;
        this.tickNanos = now;
    }

    /**
     * Takes a record as it is read.
     *
     * @param member null if the engine has left
     * @param offset the engine's number if it is its first record
     */
    void take(String engine, @Nullable Member member, long offset, long now) {
        if (member == null) {
            entries.remove(engine);
            return;
        }
        Entry known = entries.get(engine);
        if (known == null && entries.size() >= CoordinationLimits.MEMBERS.defaultValue()) {
            return;
        }
        long number = member.number();
        if (number < 0) {
            number = known == null ? offset : known.member().number();
        }
        entries.put(engine, new Entry(member.withNumber(number), now));
        if (engine.equals(self)) {
            if (!isInTouch) {
                renew(now);
            }
            isInTouch = true;
            ownNanos = now;
        }
    }

    /** Removes who was not heard of for too long. */
    void tick(long now) {
        // one that was stopped itself has not read what was there all the time
        boolean hasSlept = now - tickNanos > patienceNanos / 2;
        tickNanos = now;
        if (hasSlept) {
            renew(now);
        }
        if (isInTouch && now - ownNanos > patienceNanos / 2) {
            isInTouch = false;
        }
        if (isInTouch) {
            entries.values().removeIf(e -> now - e.nanos() > patienceNanos);
        }
    }

    private void renew(long now) {
        entries.replaceAll((engine, e) -> new Entry(e.member(), now));
        ownNanos = now;
    }

    /** Whether this engine's own records come back. */
    boolean isInTouch() {
        return isInTouch;
    }

    /** This engine's place in the order, −1 if it is not known yet. */
    long ownNumber() {
        Entry own = entries.get(self);
        return own == null ? -1 : own.member().number();
    }

    List<Member> members() {
        List<Member> all = new ArrayList<>();
        entries.values().forEach(e -> all.add(e.member()));
        return all;
    }
}
