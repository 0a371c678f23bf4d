package dev.lockstep.server.payload;

import dev.lockstep.failover.port.Fact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payloads of one client that are not acknowledged yet, in order, and how many of them were
 * offered. Guarded by whoever owns it.
 */
final class OpenPayloads {
    private final List<Fact.Offered> open = new ArrayList<>();

    /** Of {@link #open}: acknowledged, and taken out in one go now and then. */
    private int done;

    /** Of {@link #open}: offered or done. */
    private int sent;

    private long bytes;
    private long notBeforeNanos = System.nanoTime();

    boolean isEmpty() {
        return open.size() == done;
    }

    boolean isFull() {
        return open.size() - done >= PayloadLimits.OPEN_PAYLOADS.defaultValue()
                || bytes >= PayloadLimits.OPEN_BYTES.defaultValue();
    }

    /** Offered and not acknowledged. */
    int sent() {
        return sent - done;
    }

    void add(Fact.Offered o) {
        open.add(o);
        bytes += o.content().length;
    }

    /** The next to be offered, which counts as offered; null if there is none now. */
    Fact.@Nullable Offered next(long nowNanos) {
        return sent < open.size() && nowNanos - notBeforeNanos >= 0 ? open.get(sent++) : null;
    }

    /** Everything up to that number is in the journal. */
    boolean acknowledged(long messageId) {
        int before = done;
        while (done < open.size() && open.get(done).messageId() <= messageId) {
            bytes -= open.get(done).content().length;
            done++;
        }
        sent = Math.max(sent, done);
        if (done > PayloadLimits.OPEN_PAYLOADS.defaultValue() || done == open.size()) {
            open.subList(0, done).clear();
            sent -= done;
            done = 0;
            return true;
        }
        return done > before;
    }

    /**
     * All that is not acknowledged must be offered again.
     *
     * @param notBefore when that may begin
     */
    void again(long notBefore) {
        sent = done;
        notBeforeNanos = notBefore;
    }

    void clear() {
        open.clear();
        done = 0;
        sent = 0;
        bytes = 0;
    }
}
