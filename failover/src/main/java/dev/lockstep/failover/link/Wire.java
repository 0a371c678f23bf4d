package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.limit.Limit;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Frames on two streams, each led by its length. A frame is read only up to the limit that holds
 * for the peer at that moment: little before it has proved who it is. One thread reads, one writes.
 */
final class Wire {
    private final DataInputStream in;
    private final OutputStream out;
    private Limit limit = LinkLimits.GREETING_BYTES;
    private @Nullable Seal incoming;
    private @Nullable Seal outgoing;

    Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /** From now on frames are sealed and may be long. */
    void seal(Seal ofPeer, Seal own) {
        incoming = ofPeer;
        outgoing = own;
        limit = LinkLimits.FRAME_BYTES;
    }

    void write(Message message) throws IOException {
        byte[] frame = Frames.write(message);
        Seal seal = outgoing;
        byte[] content = seal == null ? frame : seal.put(frame);
        if (content.length > LinkLimits.FRAME_BYTES.defaultValue()) {
            throw Frames.bad("it is longer than " + LinkLimits.FRAME_BYTES.name());
        }
        // one write, so that the peer never sees half of a frame for long
        out.write(
                ByteBuffer.allocate(Integer.BYTES + content.length)
                        .putInt(content.length)
                        .put(content)
                        .array());
        out.flush();
    }

    /**
     * Waits for a message.
     *
     * @throws EOFException if the connection has ended
     * @throws LockstepException {@link LinkError#BAD_FRAME}
     */
    Message read() throws IOException {
        int length = in.readInt();
        if (length < 0 || length > limit.defaultValue()) {
            throw Frames.bad(
                    "its length is given as "
                            + Integer.toUnsignedLong(length)
                            + " bytes, above "
                            + limit.name());
        }
        byte[] content = new byte[length];
        in.readFully(content);
        Seal seal = incoming;
        return Frames.read(seal == null ? content : seal.take(content));
    }
}
