package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.zip.CRC32C;

/** Takes one snapshot from a peer, on a connection of its own. */
final class SnapshotTaker {
    private final Shared shared;
    private final String address;

    SnapshotTaker(Shared shared, String address) {
        this.shared = shared;
        this.address = address;
    }

    /**
     * @return where it stands in the journal
     * @throws LockstepException {@link LinkError#NO_SNAPSHOT} or {@link LinkError#BAD_SNAPSHOT}
     */
    long take(OutputStream target) {
        Socket raw = new Socket();
        Connection connection = new Connection(shared, raw, address);
        shared.connections.add(connection);
        try {
            // also when the link is closed meanwhile and nobody looks after time any more
            raw.setSoTimeout(SnapshotSender.PROGRESS_MILLIS);
            Wire wire = connection.greet(Dialer.target(address), Message.Purpose.SNAPSHOT);
            wire.write(new Message.SnapshotRequest());
            return read(connection, wire, target);
        } catch (IOException e) {
            throw new LockstepException(
                    LinkError.NO_SNAPSHOT,
                    "The connection to the peer at " + address + " has failed: " + e,
                    e);
        } finally {
            connection.close();
        }
    }

    private long read(Connection connection, Wire wire, OutputStream target) throws IOException {
        CRC32C sum = new CRC32C();
        long length = 0;
        while (true) {
            connection.allow(SnapshotSender.PROGRESS_MILLIS);
            Message message = wire.read();
            connection.allow(SnapshotSender.PROGRESS_MILLIS);
            if (message instanceof Message.SnapshotChunk chunk) {
                byte[] content = chunk.content();
                if (chunk.position() != length || content.length == 0) {
                    throw bad("a part of it is not where it belongs");
                }
                length += content.length;
                if (length > LinkLimits.SNAPSHOT_BYTES.defaultValue()) {
                    throw bad("it is longer than " + LinkLimits.SNAPSHOT_BYTES.name());
                }
                sum.update(content);
                target.write(content);
            } else if (message instanceof Message.SnapshotEnd end) {
                return check(end, length, (int) sum.getValue());
            } else {
                throw bad("the peer said what does not belong here");
            }
        }
    }

    private long check(Message.SnapshotEnd end, long length, int sum) {
        if (!end.failure().isEmpty()) {
            throw new LockstepException(
                    LinkError.NO_SNAPSHOT,
                    "The peer at "
                            + address
                            + " gives no snapshot: "
                            + Handshake.printable(end.failure())
                            + ".");
        }
        if (end.length() != length || end.checksum() != sum) {
            throw bad("its length or its checksum is not as announced");
        }
        return end.index();
    }

    private LockstepException bad(String why) {
        return new LockstepException(
                LinkError.BAD_SNAPSHOT,
                "The snapshot of the peer at " + address + " is damaged: " + why + ".");
    }
}
