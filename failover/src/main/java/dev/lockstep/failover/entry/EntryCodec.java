package dev.lockstep.failover.entry;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.FailoverLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The bytes of an entry, big-endian: version (1), kind (1), epoch (4), index (8), time (8), what
 * the kind needs, CRC32C of all of it (4). Stateless.
 */
public final class EntryCodec {
    static final int VERSION = 1;
    static final int INDEX = 6;
    static final int TIME = 14;
    static final int HEAD = 22;
    static final int SUM = 4;

    private static final int REIGN = 1;
    private static final int START = 2;
    static final int RANGE = 3;
    private static final int PAYLOAD = 4;
    private static final int TICK = 5;
    private static final int DIGEST = 6;
    private static final int ABDICATION = 7;
    private static final int END = 8;
    private static final int MODEL_CHANGE = 9;

    private EntryCodec() {}

    /**
     * @throws LockstepException if it is longer than {@link FailoverLimits#ENTRY_BYTES}
     */
    public static byte[] write(Entry entry) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeByte(VERSION);
            out.writeByte(kind(entry.body()));
            out.writeInt(entry.epoch());
            out.writeLong(entry.index());
            out.writeLong(entry.timeMicros());
            writeBody(entry.body(), out);
            byte[] content = bytes.toByteArray();
            out.writeInt(sum(content, content.length));
            if (bytes.size() > FailoverLimits.ENTRY_BYTES.defaultValue()) {
                throw new LockstepException(
                        FailoverError.TOO_LARGE,
                        "An entry of "
                                + bytes.size()
                                + " bytes is above "
                                + FailoverLimits.ENTRY_BYTES.name()
                                + ".");
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes all bytes", e);
        }
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private static int kind(Entry.Body body) {
        return switch (body) {
            case Entry.Reign ignored -> REIGN;
            case Entry.Start ignored -> START;
            case Entry.Range ignored -> RANGE;
            case Entry.Payload ignored -> PAYLOAD;
            case Entry.Tick ignored -> TICK;
            case Entry.Digest ignored -> DIGEST;
            case Entry.Abdication ignored -> ABDICATION;
            case Entry.End ignored -> END;
            case Entry.ModelChange ignored -> MODEL_CHANGE;
        };
    }

    private static void writeBody(Entry.Body body, DataOutputStream out) throws IOException {
        switch (body) {
            case Entry.Reign r -> {
                out.writeUTF(r.engine());
                out.writeUTF(r.cause());
            }
            case Entry.Start s -> writeStart(s, out);
            case Entry.Range r -> {
                out.writeInt(r.input());
                out.writeLong(r.from());
                out.writeLong(r.to());
                out.writeInt(r.count());
                out.writeLong(r.checksum());
            }
            case Entry.Payload p -> {
                out.writeUTF(p.source());
                out.writeUTF(p.client());
                out.writeLong(p.messageId());
                out.writeInt(p.content().length);
                out.write(p.content());
            }
            case Entry.Digest d -> {
                out.writeInt(d.digests().length);
                for (long digest : d.digests()) {
                    out.writeLong(digest);
                }
            }
            case Entry.Abdication a -> out.writeUTF(a.to());
            case Entry.ModelChange c -> {
                writeIdentity(c.identity(), out);
                writeInputs(c.inputs(), out);
            }
            case Entry.Tick ignored -> {}
            case Entry.End ignored -> {}
        }
    }

    private static void writeStart(Entry.Start s, DataOutputStream out) throws IOException {
        out.writeLong(s.seed());
        writeIdentity(s.identity(), out);
        writeInputs(s.inputs(), out);
    }

    private static void writeIdentity(SortedMap<String, String> identity, DataOutputStream out)
            throws IOException {
        out.writeInt(identity.size());
        for (var e : identity.entrySet()) {
            out.writeUTF(e.getKey());
            out.writeUTF(e.getValue());
        }
    }

    private static void writeInputs(List<Entry.Input> inputs, DataOutputStream out)
            throws IOException {
        out.writeInt(inputs.size());
        for (Entry.Input i : inputs) {
            out.writeUTF(i.source());
            out.writeUTF(i.topic());
            out.writeLong(i.topicId().getMostSignificantBits());
            out.writeLong(i.topicId().getLeastSignificantBits());
            out.writeInt(i.partition());
            out.writeLong(i.from());
        }
    }

    /**
     * @throws LockstepException for anything that {@link #write} did not make
     */
    public static Entry read(byte[] bytes) {
        int length = bytes.length - SUM;
        if (length < HEAD) {
            throw damaged("it has " + bytes.length + " bytes");
        }
        if (bytes[0] != VERSION) {
            throw new LockstepException(
                    FailoverError.UNKNOWN_VERSION,
                    "An entry of the journal has version " + bytes[0] + "; this is read: 1.");
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        try {
            in.readByte();
            int kind = in.readByte();
            int epoch = in.readInt();
            long index = in.readLong();
            long time = in.readLong();
            int expected =
                    new DataInputStream(new ByteArrayInputStream(bytes, length, 4)).readInt();
            if (sum(bytes, length) != expected) {
                throw damaged("its checksum does not agree with its bytes");
            }
            Entry entry = new Entry(index, epoch, time, readBody(kind, in));
            if (in.available() > 0 || epoch < 1 || index < 0) {
                throw damaged("it holds what no entry holds");
            }
            return entry;
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(String.valueOf(e.getMessage()));
        }
    }

    private static LockstepException damaged(String why) {
        return new LockstepException(
                FailoverError.DAMAGED_ENTRY,
                "An entry of the journal cannot be read: " + why + ".");
    }

    private static Entry.Body readBody(int kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case REIGN -> new Entry.Reign(in.readUTF(), in.readUTF());
            case START -> new Entry.Start(in.readLong(), readIdentity(in), readInputs(in));
            case RANGE ->
                    new Entry.Range(
                            in.readInt(),
                            in.readLong(),
                            in.readLong(),
                            in.readInt(),
                            in.readLong());
            case PAYLOAD ->
                    new Entry.Payload(
                            in.readUTF(), in.readUTF(), in.readLong(), in.readNBytes(count(in, 1)));
            case TICK -> new Entry.Tick();
            case DIGEST -> {
                long[] digests = new long[count(in, Long.BYTES)];
                for (int k = 0; k < digests.length; k++) {
                    digests[k] = in.readLong();
                }
                yield new Entry.Digest(digests);
            }
            case ABDICATION -> new Entry.Abdication(in.readUTF());
            case END -> new Entry.End();
            case MODEL_CHANGE -> new Entry.ModelChange(readIdentity(in), readInputs(in));
            default -> throw new IOException("there is no kind " + kind);
        };
    }

    /** A number of elements that the rest of the entry has room for. */
    private static int count(DataInputStream in, int bytesEach) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / bytesEach) {
            throw new IOException("there cannot be " + count + " of something");
        }
        return count;
    }

    private static TreeMap<String, String> readIdentity(DataInputStream in) throws IOException {
        TreeMap<String, String> identity = new TreeMap<>();
        for (int n = count(in, 4); n > 0; n--) {
            identity.put(in.readUTF(), in.readUTF());
        }
        return identity;
    }

    private static List<Entry.Input> readInputs(DataInputStream in) throws IOException {
        List<Entry.Input> inputs = new ArrayList<>();
        for (int n = count(in, 32); n > 0; n--) {
            inputs.add(
                    new Entry.Input(
                            in.readUTF(),
                            in.readUTF(),
                            new UUID(in.readLong(), in.readLong()),
                            in.readInt(),
                            in.readLong()));
        }
        return inputs;
    }
}
