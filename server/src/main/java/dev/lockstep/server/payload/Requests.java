package dev.lockstep.server.payload;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.error.ServerError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Payloads that requests bring: all of them are of one client, so that they crowd no other client
 * out of the journal's memory. Under the lock of whoever owns it.
 */
final class Requests {
    private final String client;
    private final OpenPayloads open = new OpenPayloads();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private long last;

    private record Waiting(long messageId, CompletableFuture<Void> done) {}

    Requests(String client) {
        this.client = client;
    }

    String client() {
        return client;
    }

    OpenPayloads open() {
        return open;
    }

    /** Goes on behind what the journal has of it, if nothing of it is open. */
    void resume(long lastInJournal) {
        if (open.isEmpty()) {
            last = lastInJournal;
        }
    }

    CompletableFuture<Void> add(String window, List<EventBlock> blocks)
            throws InterruptedException {
        List<byte[]> frames = new ArrayList<>();
        for (EventBlock b : blocks) {
            new Frames(b.schema()).cut(b, 1, (bytes, rows) -> frames.add(bytes));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (frames.isEmpty()) {
            done.complete(null);
            return done;
        }
        for (byte[] f : frames) {
            open.add(new Fact.Offered(window, client, ++last, f));
        }
        waiting.add(new Waiting(last, done));
        return done;
    }

    void acknowledged(long messageId) {
        while (!waiting.isEmpty() && waiting.peek().messageId() <= messageId) {
            waiting.remove().done().complete(null);
        }
    }

    /** Nothing more is offered; whether what was offered is in the journal is not known. */
    void giveUp(Role role) {
        open.clear();
        while (!waiting.isEmpty()) {
            waiting.remove()
                    .done()
                    .completeExceptionally(
                            new LockstepException(
                                    ServerError.NOT_IN_STEP,
                                    "The engine became "
                                            + role
                                            + " before the events were known to be taken."));
        }
    }
}
