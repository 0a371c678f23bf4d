package dev.lockstep.failover.replica;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far an engine has come in the journal, and what of it must be known to go on: a function of
 * the entries stepped, but for the offset.
 */
final class ReplicaState {
    private static final int VERSION = 1;

    /** Index of the next entry to be stepped. */
    long nextIndex;

    /** Of the last entry stepped; 0 before the first. */
    int epoch;

    /** Who reigns, or reigned last; empty before the first. */
    String reignEngine = "";

    long timeMicros = Long.MIN_VALUE;

    /**
     * The project's start, once it was stepped, and the index of its entry; that of the version of
     * the project that steps now.
     */
    Entry.@Nullable Start start;

    private long startIndex;
    private int startEpoch;
    private long startMicros;

    /** Offset of the next record of each input. */
    long[] inputNext = new long[0];

    boolean isEnded;

    /** The last entry stepped was an abdication, so that only a reign may follow. */
    boolean isAbdicated;

    /** The last message of each publisher, the one heard of longest ago first. */
    private final LinkedHashMap<String, Long> clients = new LinkedHashMap<>();

    void started(Entry entry, Entry.Start body) {
        start = body;
        startIndex = entry.index();
        startEpoch = entry.epoch();
        startMicros = entry.timeMicros();
        inputNext = body.inputs().stream().mapToLong(Entry.Input::from).toArray();
    }

    /** Another version steps from here on; where it goes on in its inputs its entry says. */
    void changed(Entry entry, Entry.ModelChange body) {
        long seed = start == null ? 0 : start.seed();
        started(entry, new Entry.Start(seed, body.identity(), body.inputs()));
    }

    /** The id of the client's last message; {@link Long#MIN_VALUE} if none is known. */
    long lastMessage(String client) {
        return clients.getOrDefault(client, Long.MIN_VALUE);
    }

    void took(String client, long messageId) {
        clients.remove(client);
        clients.put(client, messageId);
        if (clients.size() > FailoverLimits.CLIENTS.defaultValue()) {
            Iterator<String> oldest = clients.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The publishers that are known, with their last messages. */
    Map<String, Long> clients() {
        return new LinkedHashMap<>(clients);
    }

    /**
     * @param journalNext the offset at which reading goes on
     */
    void save(DataOutput out, long journalNext) throws IOException {
        out.writeInt(VERSION);
        out.writeLong(journalNext);
        out.writeLong(nextIndex);
        out.writeInt(epoch);
        out.writeUTF(reignEngine);
        out.writeLong(timeMicros);
        out.writeBoolean(isEnded);
        out.writeBoolean(isAbdicated);
        Entry.Start s = start;
        out.writeBoolean(s != null);
        if (s != null) {
            byte[] entry = EntryCodec.write(new Entry(startIndex, startEpoch, startMicros, s));
            out.writeInt(entry.length);
            out.write(entry);
        }
        out.writeInt(inputNext.length);
        for (long next : inputNext) {
            out.writeLong(next);
        }
        out.writeInt(clients.size());
        for (Map.Entry<String, Long> c : clients.entrySet()) {
            out.writeUTF(c.getKey());
            out.writeLong(c.getValue());
        }
    }

    /**
     * @return the offset at which reading goes on
     * @throws LockstepException if this is none
     */
    long load(DataInput in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw wrong("it has version " + version);
        }
        long journalNext = in.readLong();
        nextIndex = in.readLong();
        epoch = in.readInt();
        reignEngine = in.readUTF();
        timeMicros = in.readLong();
        isEnded = in.readBoolean();
        isAbdicated = in.readBoolean();
        if (in.readBoolean()) {
            int length = in.readInt();
            if (length < 0 || length > FailoverLimits.ENTRY_BYTES.defaultValue()) {
                throw wrong("its start has " + length + " bytes");
            }
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            Entry entry = EntryCodec.read(bytes);
            if (!(entry.body() instanceof Entry.Start body)) {
                throw wrong("its start is none");
            }
            started(entry, body);
        }
        int inputs = in.readInt();
        if (inputs != inputNext.length) {
            throw wrong("it has positions of " + inputs + " inputs");
        }
        inputNext = Arrays.copyOf(inputNext, inputs);
        for (int k = 0; k < inputs; k++) {
            inputNext[k] = in.readLong();
        }
        int count = in.readInt();
        if (count < 0 || count > FailoverLimits.CLIENTS.defaultValue()) {
            throw wrong("it has " + count + " clients");
        }
        for (int k = 0; k < count; k++) {
            clients.put(in.readUTF(), in.readLong());
        }
        if (nextIndex < 0 || epoch < 0 || journalNext < 0) {
            throw wrong("it stands before the beginning");
        }
        return journalNext;
    }

    private static LockstepException wrong(String why) {
        return new LockstepException(
                FailoverError.CANNOT_PREPARE,
                "The snapshot's position cannot be read: " + why + ".");
    }
}
