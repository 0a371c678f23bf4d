package dev.lockstep.failover.link;

import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Sends one snapshot to a peer that has asked for it, on a connection that is for nothing else. */
final class SnapshotSender {
    /** Without which a peer that takes it would be given up. */
    static final int PROGRESS_MILLIS = 10_000;

    private final Shared shared;
    private final LongConsumer allow;

    /**
     * @param allow gives the connection so many milliseconds more
     */
    SnapshotSender(Shared shared, LongConsumer allow) {
        this.shared = shared;
        this.allow = allow;
    }

    void send(Wire wire) throws IOException {
        if (!(wire.read() instanceof Message.SnapshotRequest)) {
            throw Frames.bad("the peer said what does not belong here");
        }
        allow.accept(PROGRESS_MILLIS);
        if (!shared.sending.tryAcquire()) {
            wire.write(refusal("it sends as many as " + LinkLimits.SNAPSHOTS.name() + " says"));
            return;
        }
        try (Open open = new Open(open())) {
            SnapshotSource.Offer offer = open.offer();
            if (offer == null) {
                wire.write(refusal("it has none"));
            } else {
                send(wire, offer);
            }
        } catch (Unreadable e) {
            wire.write(refusal(String.valueOf(e.getMessage())));
        } finally {
            shared.sending.release();
        }
    }

    /** The snapshot itself cannot be read; the connection is sound. */
    private static final class Unreadable extends Exception {
        Unreadable(IOException cause) {
            super("it cannot be read: " + cause.getMessage(), cause);
        }
    }

    private SnapshotSource.@Nullable Offer open() throws Unreadable {
        try {
            return shared.snapshots.open();
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    /** An offer, or none, that is closed in any case. */
    private record Open(SnapshotSource.@Nullable Offer offer) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (offer != null) {
                offer.content().close();
            }
        }
    }

    private void send(Wire wire, SnapshotSource.Offer offer) throws IOException, Unreadable {
        CRC32C sum = new CRC32C();
        long position = 0;
        while (position < offer.length()) {
            long rest = offer.length() - position;
            byte[] chunk = read(offer, (int) Math.min(rest, LinkLimits.CHUNK_BYTES.defaultValue()));
            if (chunk.length == 0) {
                wire.write(refusal("it ends before its length"));
                return;
            }
            sum.update(chunk);
            wire.write(new Message.SnapshotChunk(position, chunk));
            allow.accept(PROGRESS_MILLIS);
            position += chunk.length;
        }
        wire.write(
                new Message.SnapshotEnd(offer.index(), offer.length(), (int) sum.getValue(), ""));
        // counted when the peer has hung up or time is over: then it has all of it
        shared.counters.snapshotsSent.increment();
        awaitEnd(wire);
    }

    private static byte[] read(SnapshotSource.Offer offer, int most) throws Unreadable {
        try {
            return offer.content().readNBytes(most);
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    private static void awaitEnd(Wire wire) {
        try {
            wire.read();
        } catch (IOException | RuntimeException e) {
            // the peer hangs up when it has read all
        }
    }

    private static Message.SnapshotEnd refusal(String why) {
        return new Message.SnapshotEnd(-1, 0, 0, why);
    }
}
