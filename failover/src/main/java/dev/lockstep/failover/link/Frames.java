package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.role.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * The bytes of a message, big-endian: version (1), kind (1), what the kind needs, CRC32C of all of
 * it (4). On the wire a frame is led by its length (4), see {@link Wire}. Stateless.
 */
final class Frames {
    static final int VERSION = 2;
    static final int NONCE = 32;
    static final int PROOF = 32;
    private static final int SUM = 4;
    private static final int SHORTEST = 2 + SUM;

    private Frames() {}

    static byte[] write(Message message) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            writeBody(message, out);
            byte[] content = bytes.toByteArray();
            out.writeInt(sum(content, content.length));
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new LockstepException(
                    LinkError.BAD_FRAME, "A message does not fit into a frame: " + e, e);
        }
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static void writeBody(Message message, DataOutputStream out) throws IOException {
        switch (message) {
            case Message.Hello h -> {
                out.writeByte(1);
                out.writeUTF(h.project());
                out.writeUTF(h.engine());
                out.writeUTF(h.address());
                out.writeUTF(h.purpose().name());
                out.write(h.nonce());
            }
            case Message.Challenge c -> {
                out.writeByte(2);
                out.writeUTF(c.engine());
                out.write(c.nonce());
            }
            case Message.Response r -> {
                out.writeByte(3);
                out.write(r.proof());
            }
            case Message.Confirmation c -> {
                out.writeByte(4);
                out.write(c.proof());
            }
            case Message.Heartbeat h -> {
                out.writeByte(5);
                out.writeUTF(h.engine());
                out.writeUTF(h.role().name());
                out.writeInt(h.epoch());
                out.writeLong(h.index());
                out.writeLong(h.committedIndex());
                out.writeBoolean(h.isPaused());
                out.writeBoolean(h.isCutOff());
            }
            case Message.Leaving l -> {
                out.writeByte(6);
                out.writeBoolean(l.isStopping());
            }
            case Message.SnapshotRequest ignored -> out.writeByte(7);
            case Message.SnapshotChunk c -> {
                out.writeByte(8);
                out.writeLong(c.position());
                out.write(c.content());
            }
            case Message.SnapshotEnd e -> {
                out.writeByte(9);
                out.writeLong(e.index());
                out.writeLong(e.length());
                out.writeInt(e.checksum());
                out.writeUTF(e.failure());
            }
        }
    }

    /**
     * @throws LockstepException {@link LinkError#BAD_FRAME} for anything that {@link #write} did
     *     not make
     */
    static Message read(byte[] bytes) {
        int length = bytes.length - SUM;
        if (bytes.length < SHORTEST) {
            throw bad("it has " + bytes.length + " bytes");
        }
        if (bytes[0] != VERSION) {
            throw bad("it has version " + bytes[0] + ", and this is read: " + VERSION);
        }
        try {
            DataInputStream tail =
                    new DataInputStream(new ByteArrayInputStream(bytes, length, SUM));
            if (sum(bytes, length) != tail.readInt()) {
                throw bad("its checksum does not agree with its bytes");
            }
            DataInputStream in =
                    new DataInputStream(new ByteArrayInputStream(bytes, 2, length - 2));
            Message message = readBody(bytes[1], in);
            if (in.available() > 0) {
                throw bad("it is longer than what it holds");
            }
            return message;
        } catch (IOException | IllegalArgumentException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    static LockstepException bad(String why) {
        return new LockstepException(LinkError.BAD_FRAME, "A frame cannot be read: " + why + ".");
    }

    private static Message readBody(int kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case 1 ->
                    new Message.Hello(
                            in.readUTF(),
                            in.readUTF(),
                            in.readUTF(),
                            Message.Purpose.valueOf(in.readUTF()),
                            exactly(NONCE, in));
            case 2 -> new Message.Challenge(in.readUTF(), exactly(NONCE, in));
            case 3 -> new Message.Response(exactly(PROOF, in));
            case 4 -> new Message.Confirmation(exactly(PROOF, in));
            case 5 ->
                    new Message.Heartbeat(
                            in.readUTF(),
                            Role.valueOf(in.readUTF()),
                            in.readInt(),
                            in.readLong(),
                            in.readLong(),
                            flag(in.readUnsignedByte()),
                            flag(in.readUnsignedByte()));
            case 6 -> new Message.Leaving(flag(in.readUnsignedByte()));
            case 7 -> new Message.SnapshotRequest();
            case 8 -> new Message.SnapshotChunk(in.readLong(), in.readAllBytes());
            case 9 ->
                    new Message.SnapshotEnd(
                            in.readLong(), in.readLong(), in.readInt(), in.readUTF());
            default -> throw new IOException("there is no kind " + kind);
        };
    }

    private static boolean flag(int value) throws IOException {
        if (value > 1) {
            throw new IOException("there is no flag " + value);
        }
        return value == 1;
    }

    private static byte[] exactly(int length, DataInputStream in) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("it ends early");
        }
        return bytes;
    }
}
