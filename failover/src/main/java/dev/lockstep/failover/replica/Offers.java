package dev.lockstep.failover.replica;

import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.function.Consumer;

/**
 * Payloads that wait to be decided. A client's payloads are taken in their order or not at all:
 * behind one that was turned away none of that client is taken before it was offered again, since
 * it would then be held for a repeat and be lost.
 */
final class Offers {
    private final ArrayDeque<Fact.Offered> waiting = new ArrayDeque<>();

    /** The first payload of each client that was turned away and is awaited. */
    private final LinkedHashMap<String, Long> awaited = new LinkedHashMap<>();

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    Fact.Offered next() {
        return waiting.remove();
    }

    /**
     * @param isWanted whether it may be decided here and now
     * @param last the client's last message in the journal: what was turned away here may have been
     *     taken by another engine
     */
    void offer(Fact.Offered o, boolean isWanted, long last, Consumer<Effect> effects) {
        Long first = awaited.get(o.client());
        boolean isTaken =
                isWanted
                        && (first == null || o.messageId() <= first || last >= first)
                        && waiting.size() < FailoverLimits.OFFERED_PAYLOADS.defaultValue();
        if (isTaken) {
            awaited.remove(o.client());
            waiting.add(o);
        } else {
            turnAway(o.client(), o.messageId(), effects);
        }
    }

    void turnAway(String client, long messageId, Consumer<Effect> effects) {
        awaited.merge(client, messageId, Math::min);
        if (awaited.size() > FailoverLimits.CLIENTS.defaultValue()) {
            Iterator<String> oldest = awaited.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        effects.accept(new Effect.TurnAway(client, messageId));
    }

    void turnAllAway(Consumer<Effect> effects) {
        for (Fact.Offered o : waiting) {
            turnAway(o.client(), o.messageId(), effects);
        }
        waiting.clear();
    }
}
