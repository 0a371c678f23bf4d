package dev.lockstep.api.block;

import dev.lockstep.api.state.Scratch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A project's dictionary: values of variable length are kept once as bytes and named by int codes.
 * Code 0 is the empty value. Codes are handed out in the order of calls, so they are a function of
 * the journal; they decide neither order nor hashing nor digests, which work on content.
 *
 * <p>Values come in two ways: {@link #intern} finds an equal value first; {@link #append} does not
 * look, which is cheaper for columns in which hardly a value comes twice. So two codes may name
 * equal values: compare with {@link #same}.
 *
 * <p>Space is taken back by {@link #beginMark}, {@link #mark} for each code that somebody still
 * holds, {@link #sweep}. The owner decides when, by {@link #wantsSweep}, a function of the calls
 * made so far. Not thread-safe.
 */
public final class StringPool {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Values below this length are compared as two words. */
    private static final int SHORT = 2 * Long.BYTES;

    private static final int CHUNK_BITS = 20;
    private static final int CHUNK_BYTES = 1 << CHUNK_BITS;
    private static final int ENTRY_BITS = 14;
    private static final int ENTRY_CHUNK = 1 << ENTRY_BITS;
    private static final int ENTRY_MASK = ENTRY_CHUNK - 1;
    private static final int CACHE = 1 << 14;
    private static final int SWEEP_MIN_VALUES = 1 << 16;
    private static final long SWEEP_MIN_BYTES = 16L << 20;

    /** Values up to this length are read through the same space. */
    private static final int SPACE = 1 << 12;

    private static final byte FREE = 0;
    private static final byte INTERNED = 1;
    private static final byte APPENDED = 2;
    private static final byte MARK = 4;

    /** Values and their places, chunked so that growth never copies more than a pointer table. */
    private long[][] places = {};

    private int[][] lengths = {};
    private int[][] hashes = {};
    private byte[][] states = {};
    private int codes;
    private int freeHead = -1;
    private int live;
    private long liveBytes;
    private boolean anyAppended;

    private byte[][] chunks = {};
    private int chunkCount;

    /** The chunk being filled; larger values have chunks of their own between. */
    private int openChunk;

    private int chunkUsed = CHUNK_BYTES + 1;

    /** Open addressing over the hash; an entry is code + 1. Grown in one go: 4 bytes a value. */
    private int[] table = new int[1 << 10];

    private int interned;
    private int sweepAtValues = SWEEP_MIN_VALUES;
    private long sweepAtBytes = SWEEP_MIN_BYTES;

    @Scratch private final @Nullable String[] decoded = new @Nullable String[CACHE];
    @Scratch private final int[] decodedCode = new int[CACHE];
    @Scratch private final @Nullable String[] encoded = new @Nullable String[CACHE];
    @Scratch private final int[] encodedCode = new int[CACHE];

    /** Short values that were interned lately. */
    @Scratch private final ShortValues recent = new ShortValues();

    public StringPool() {
        intern(new byte[0], 0, 0);
    }

    /** The code of these bytes; an equal interned value is found again. */
    public int intern(byte[] bytes, int offset, int length) {
        if (!recent.takes(bytes, offset, length)) {
            return find(bytes, offset, length);
        }
        int code = recent.find(bytes, offset, length);
        if (code < 0) {
            code = find(bytes, offset, length);
            recent.put(bytes, offset, length, code);
        }
        return code;
    }

    private int find(byte[] bytes, int offset, int length) {
        int hash = hash(bytes, offset, length);
        int mask = table.length - 1;
        for (int i = hash & mask; ; i = i + 1 & mask) {
            int entry = table[i];
            if (entry == 0) {
                int code = add(bytes, offset, length, hash, INTERNED);
                insert(i, code);
                return code;
            }
            int code = entry - 1;
            if (hashAt(code) == hash && equalsBytes(code, bytes, offset, length)) {
                return code;
            }
        }
    }

    private void insert(int place, int code) {
        table[place] = code + 1;
        if (++interned * 2 > table.length) {
            rehash(table.length * 2);
        }
    }

    /** The code of a Java string's UTF-8 bytes. */
    public int intern(String text) {
        int slot = text.hashCode() & CACHE - 1;
        String cached = encoded[slot];
        // the identity comparison first: most callers hand over the same object again
        if (cached != null && (cached == text || cached.equals(text))) {
            return encodedCode[slot];
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int code = intern(bytes, 0, bytes.length);
        encoded[slot] = text;
        encodedCode[slot] = code;
        return code;
    }

    /** A new code for these bytes, equal values notwithstanding. */
    public int append(byte[] bytes, int offset, int length) {
        anyAppended = true;
        return add(bytes, offset, length, hash(bytes, offset, length), APPENDED);
    }

    /**
     * The interned code with the value of {@code code}: the one that array indices by code may use.
     */
    public int canonical(int code) {
        if ((state(code) & APPENDED) == 0) {
            return code;
        }
        return intern(chunk(code), offset(code), length(code));
    }

    private int add(byte[] bytes, int offset, int length, int hash, byte state) {
        int code = freeHead;
        if (code >= 0) {
            freeHead = lengths[code >>> ENTRY_BITS][code & ENTRY_MASK];
        } else {
            code = codes++;
            if ((code & ENTRY_MASK) == 0) {
                addEntryChunk(code >>> ENTRY_BITS);
            }
        }
        int c = code >>> ENTRY_BITS;
        int e = code & ENTRY_MASK;
        places[c][e] = store(bytes, offset, length);
        lengths[c][e] = length;
        hashes[c][e] = hash;
        states[c][e] = state;
        live++;
        liveBytes += length;
        return code;
    }

    private void addEntryChunk(int index) {
        if (index == places.length) {
            int next = Math.max(4, index * 2);
            places = Arrays.copyOf(places, next);
            lengths = Arrays.copyOf(lengths, next);
            hashes = Arrays.copyOf(hashes, next);
            states = Arrays.copyOf(states, next);
        }
        places[index] = new long[ENTRY_CHUNK];
        lengths[index] = new int[ENTRY_CHUNK];
        hashes[index] = new int[ENTRY_CHUNK];
        states[index] = new byte[ENTRY_CHUNK];
    }

    /** Copies the bytes into the arena: place = chunk number << 32 | offset. */
    private long store(byte[] bytes, int offset, int length) {
        if (length > CHUNK_BYTES >> 2) {
            addChunk(Arrays.copyOfRange(bytes, offset, offset + length));
            return (long) (chunkCount - 1) << 32;
        }
        if (chunkUsed + length > CHUNK_BYTES) {
            openChunk = chunkCount;
            addChunk(new byte[CHUNK_BYTES]);
            chunkUsed = 0;
        }
        int at = chunkUsed;
        System.arraycopy(bytes, offset, chunks[openChunk], at, length);
        chunkUsed += length;
        return (long) openChunk << 32 | at;
    }

    private void addChunk(byte[] chunk) {
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(4, chunkCount * 2));
        }
        chunks[chunkCount++] = chunk;
    }

    /** A hash of content, the same on every machine and run. */
    public static int hash(byte[] bytes, int offset, int length) {
        long h = length * 0x9E3779B97F4A7C15L;
        int at = offset;
        int end = offset + length;
        for (; at + 8 <= end; at += 8) {
            h = (h ^ (long) LONGS.get(bytes, at)) * 0xD6E8FEB86659FD93L;
            h ^= h >>> 32;
        }
        long tail = 0;
        if (at <= bytes.length - Long.BYTES) {
            tail = (long) LONGS.get(bytes, at) & (1L << (end - at << 3)) - 1;
        } else {
            for (int shift = 0; at < end; at++, shift += 8) {
                tail |= (bytes[at] & 0xFFL) << shift;
            }
        }
        h = (h ^ tail) * 0xD6E8FEB86659FD93L;
        return (int) (h ^ h >>> 32);
    }

    private void rehash(int size) {
        int[] next = new int[size];
        int mask = size - 1;
        interned = 0;
        for (int code = 0; code < codes; code++) {
            if ((state(code) & INTERNED) != 0) {
                int i = hashAt(code) & mask;
                while (next[i] != 0) {
                    i = i + 1 & mask;
                }
                next[i] = code + 1;
                interned++;
            }
        }
        table = next;
    }

    private byte state(int code) {
        return states[code >>> ENTRY_BITS][code & ENTRY_MASK];
    }

    private int hashAt(int code) {
        return hashes[code >>> ENTRY_BITS][code & ENTRY_MASK];
    }

    /** The content's hash: equal for equal values, whatever their codes. */
    public int hash(int code) {
        return hashAt(code);
    }

    /** Bytes of the value. */
    public int length(int code) {
        return lengths[code >>> ENTRY_BITS][code & ENTRY_MASK];
    }

    /**
     * The array that holds the value from {@link #offset}; valid until the next change of the pool;
     * not to be written.
     */
    public byte[] chunk(int code) {
        return chunks[(int) (places[code >>> ENTRY_BITS][code & ENTRY_MASK] >>> 32)];
    }

    public int offset(int code) {
        return (int) places[code >>> ENTRY_BITS][code & ENTRY_MASK];
    }

    /** A copy of the value. */
    public byte[] bytes(int code) {
        int at = offset(code);
        return Arrays.copyOfRange(chunk(code), at, at + length(code));
    }

    /**
     * The value as text; malformed UTF-8 becomes replacement characters. The last few thousand are
     * kept decoded.
     */
    public String string(int code) {
        int slot = code & CACHE - 1;
        String text = decoded[slot];
        if (text == null || decodedCode[slot] != code) {
            text = new String(chunk(code), offset(code), length(code), StandardCharsets.UTF_8);
            decoded[slot] = text;
            decodedCode[slot] = code;
        }
        return text;
    }

    private boolean equalsBytes(int code, byte[] bytes, int offset, int length) {
        int at = offset(code);
        return length(code) == length && equal(chunk(code), at, bytes, offset, length);
    }

    /** Whether the ranges are equal; short ones are compared as words where there is room. */
    private static boolean equal(byte[] a, int x, byte[] b, int y, int length) {
        if (length >= SHORT || x > a.length - SHORT || y > b.length - SHORT) {
            return Arrays.equals(a, x, x + length, b, y, y + length);
        }
        long first = (long) LONGS.get(a, x) ^ (long) LONGS.get(b, y);
        if (length < Long.BYTES) {
            return (first & (1L << (length << 3)) - 1) == 0;
        }
        long second = (long) LONGS.get(a, x + Long.BYTES) ^ (long) LONGS.get(b, y + Long.BYTES);
        return (first | second & (1L << (length - Long.BYTES << 3)) - 1) == 0;
    }

    /** Whether the two codes name equal values. */
    public boolean same(int a, int b) {
        return a == b || anyAppended && sameSlow(a, b);
    }

    private boolean sameSlow(int a, int b) {
        return ((state(a) | state(b)) & APPENDED) != 0
                && hashAt(a) == hashAt(b)
                && equalsBytes(a, chunk(b), offset(b), length(b));
    }

    /** Order by bytes, unsigned; for UTF-8 that is the order of code points. */
    public int compare(int a, int b) {
        if (a == b) {
            return 0;
        }
        int x = offset(a);
        int y = offset(b);
        return Arrays.compareUnsigned(chunk(a), x, x + length(a), chunk(b), y, y + length(b));
    }

    /** One more than the greatest code handed out; the length an array indexed by code needs. */
    public int codeLimit() {
        return codes;
    }

    /** Values there are. */
    public int size() {
        return live;
    }

    /** Bytes of content there are, unreferenced values included until the next sweep. */
    public long contentBytes() {
        return liveBytes;
    }

    /** Whether the pool has doubled since the last sweep, so that one pays. */
    public boolean wantsSweep() {
        return live >= sweepAtValues || liveBytes >= sweepAtBytes;
    }

    public void beginMark() {
        for (int code = 0; code < codes; code++) {
            states[code >>> ENTRY_BITS][code & ENTRY_MASK] &= ~MARK;
        }
        mark(0);
    }

    public void mark(int code) {
        states[code >>> ENTRY_BITS][code & ENTRY_MASK] |= MARK;
    }

    /** Forgets every value that was not marked since {@link #beginMark} and packs the others. */
    public void sweep() {
        byte[][] oldChunks = chunks;
        chunks = new byte[Math.max(4, chunkCount / 2)][];
        chunkCount = 0;
        chunkUsed = CHUNK_BYTES + 1;
        live = 0;
        liveBytes = 0;
        freeHead = -1;
        anyAppended = false;
        for (int code = codes - 1; code >= 0; code--) {
            int c = code >>> ENTRY_BITS;
            int e = code & ENTRY_MASK;
            if ((states[c][e] & MARK) != 0) {
                long place = places[c][e];
                places[c][e] = store(oldChunks[(int) (place >>> 32)], (int) place, lengths[c][e]);
                live++;
                liveBytes += lengths[c][e];
                anyAppended |= (states[c][e] & APPENDED) != 0;
            } else {
                states[c][e] = FREE;
                lengths[c][e] = freeHead;
                freeHead = code;
            }
        }
        rehash(table.length);
        Arrays.fill(decoded, null);
        Arrays.fill(encoded, null);
        recent.clear();
        sweepAtValues = (int) Math.min(Integer.MAX_VALUE, Math.max(SWEEP_MIN_VALUES, live * 2L));
        sweepAtBytes = Math.max(SWEEP_MIN_BYTES, liveBytes * 2);
    }

    /** Checks a code that was read from outside; the code itself. */
    public int checked(int code) throws IOException {
        if (code < 0 || code >= codes || state(code) == FREE) {
            throw new IOException("There is no value with code " + code + ".");
        }
        return code;
    }

    /** Writes every value with its code, and what decides about coming codes and sweeps. */
    public void save(DataOutput out) throws IOException {
        out.writeInt(codes);
        out.writeInt(sweepAtValues);
        out.writeLong(sweepAtBytes);
        for (int code = 0; code < codes; code++) {
            int state = state(code) & (INTERNED | APPENDED);
            out.writeByte(state);
            if (state != FREE) {
                out.writeInt(length(code));
                out.write(chunk(code), offset(code), length(code));
            }
        }
        for (int code = freeHead;
                code >= 0;
                code = lengths[code >>> ENTRY_BITS][code & ENTRY_MASK]) {
            out.writeInt(code);
        }
        out.writeInt(-1);
    }

    /** Becomes the pool that was saved; codes handed out before lose their meaning. */
    public void load(DataInput in) throws IOException {
        forgetAll();
        int limit = in.readInt();
        sweepAtValues = in.readInt();
        sweepAtBytes = in.readLong();
        if (limit < 1 || sweepAtValues < SWEEP_MIN_VALUES || sweepAtBytes < SWEEP_MIN_BYTES) {
            throw new IOException("A dictionary cannot have " + limit + " values.");
        }
        byte[] space = new byte[SPACE];
        while (codes < limit) {
            int state = in.readUnsignedByte();
            if (state == FREE) {
                addFree();
                continue;
            }
            if (state != INTERNED && state != APPENDED) {
                throw new IOException("A value has state " + state + ".");
            }
            anyAppended |= state == APPENDED;
            loadValue((byte) state, space, in);
        }
        if (state(0) != INTERNED || length(0) != 0) {
            throw new IOException("The dictionary's first value is not the empty one.");
        }
        loadFree(in);
        int size = 1 << 10;
        while (live * 2L > size && size < 1 << 30) {
            size *= 2;
        }
        rehash(size);
    }

    private void loadValue(byte state, byte[] space, DataInput in) throws IOException {
        int length = in.readInt();
        byte[] bytes = length < 0 || length > space.length ? readBytes(length, in) : space;
        if (bytes == space) {
            in.readFully(space, 0, length);
        }
        add(bytes, 0, length, hash(bytes, 0, length), state);
    }

    private void forgetAll() {
        codes = 0;
        live = 0;
        liveBytes = 0;
        freeHead = -1;
        anyAppended = false;
        chunkCount = 0;
        chunks = new byte[4][];
        chunkUsed = CHUNK_BYTES + 1;
        Arrays.fill(decoded, null);
        Arrays.fill(encoded, null);
        recent.clear();
    }

    private void addFree() {
        int code = codes++;
        if ((code & ENTRY_MASK) == 0) {
            addEntryChunk(code >>> ENTRY_BITS);
        }
        states[code >>> ENTRY_BITS][code & ENTRY_MASK] = FREE;
    }

    private void loadFree(DataInput in) throws IOException {
        int left = codes - live;
        int tail = -1;
        for (int code = in.readInt(); code >= 0; code = in.readInt()) {
            if (--left < 0 || code >= codes || state(code) != FREE) {
                throw new IOException("Code " + code + " is not free.");
            }
            // so that a code that comes twice is not free at its second coming
            states[code >>> ENTRY_BITS][code & ENTRY_MASK] = MARK;
            lengths[code >>> ENTRY_BITS][code & ENTRY_MASK] = -1;
            if (tail < 0) {
                freeHead = code;
            } else {
                lengths[tail >>> ENTRY_BITS][tail & ENTRY_MASK] = code;
            }
            tail = code;
        }
        if (left != 0) {
            throw new IOException("A free code is missing in the list of them.");
        }
        for (int code = freeHead;
                code >= 0;
                code = lengths[code >>> ENTRY_BITS][code & ENTRY_MASK]) {
            states[code >>> ENTRY_BITS][code & ENTRY_MASK] = FREE;
        }
    }

    /** Reads so many bytes, taking memory only as they arrive. */
    private static byte[] readBytes(int length, DataInput in) throws IOException {
        if (length < 0) {
            throw new IOException("A value has length " + length + ".");
        }
        byte[] bytes = new byte[Math.min(length, CHUNK_BYTES)];
        in.readFully(bytes);
        while (bytes.length < length) {
            int have = bytes.length;
            bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * have));
            in.readFully(bytes, have, bytes.length - have);
        }
        return bytes;
    }
}
