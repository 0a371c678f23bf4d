package dev.lockstep.failover.local;

import dev.lockstep.api.error.LockstepException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of a journal: magic, version, the number of its first record and a checksum of these;
 * then records, each of a head and bytes; then, in the file that is being written, zeros that the
 * next records take the place of. The head of a record: its number, its length, how many records of
 * the same write are before it, a checksum of these, a checksum of its bytes. A length has a
 * checksum of its own, or a damaged one could not be told from a record that was not wholly
 * written.
 *
 * @param first number of its first record
 */
record Segment(Path path, long first) {
    static final int HEAD = 20;
    static final int RECORD_HEAD = 24;
    private static final int NUMBER_AT = 0;
    private static final int LENGTH_AT = 8;
    private static final int PLACE_AT = 12;
    private static final int HEAD_SUM_AT = 16;
    private static final int SUM_AT = 20;
    private static final int MAGIC = 0x4C534C4A;
    private static final int VERSION = 2;
    private static final String SUFFIX = ".journal";

    static Segment in(Path folder, long first) {
        return new Segment(
                folder.resolve(String.format(Locale.ROOT, "%020d", first) + SUFFIX), first);
    }

    /** The segment of that file; null if it is none. */
    static @Nullable Segment of(Path path) {
        String name = path.getFileName().toString();
        boolean isOne = name.matches("[0-9]{20}" + SUFFIX);
        return isOne ? new Segment(path, Long.parseLong(name.substring(0, 20))) : null;
    }

    byte[] head() {
        ByteBuffer head = ByteBuffer.allocate(HEAD).putInt(MAGIC).putInt(VERSION).putLong(first);
        return head.putInt(sum(head.array(), HEAD - 4)).array();
    }

    /**
     * Appends a record.
     *
     * @param place how many records of the same write are before it
     */
    static void put(long number, int place, byte[] bytes, ByteBuffer target) {
        ByteBuffer head = ByteBuffer.allocate(RECORD_HEAD);
        head.putLong(number).putInt(bytes.length).putInt(place);
        head.putInt(sum(head.array(), HEAD_SUM_AT)).putInt(sum(bytes, bytes.length));
        target.put(head.flip()).put(bytes);
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** Whether the head of some record of a journal stands there, and nothing but that. */
    static boolean isHead(ByteBuffer head) {
        byte[] bytes = new byte[RECORD_HEAD];
        head.get(head.position(), bytes);
        return head.getInt(head.position() + HEAD_SUM_AT) == sum(bytes, HEAD_SUM_AT);
    }

    /** The number of the first record that was written together with the one of that head. */
    static long firstOfWrite(ByteBuffer head) {
        int at = head.position();
        return head.getLong(at + NUMBER_AT) - head.getInt(at + PLACE_AT);
    }

    LockstepException damaged(long at, String why) {
        return new LockstepException(
                LocalError.DAMAGED, "Journal file " + path + " at byte " + at + ": " + why + ".");
    }

    /** Reads the records of a segment, in order. */
    static final class Reading implements AutoCloseable {
        private final Segment segment;
        private final DataInputStream in;
        private final long most;
        private long next;
        private long at;

        /**
         * @param most no record is longer
         */
        Reading(Segment segment, long most) throws IOException {
            this(segment, most, () -> Long.MAX_VALUE);
        }

        /**
         * @param most no record is longer
         * @param written how many bytes of the file are what they will be, at least; nothing behind
         *     them is looked at
         */
        Reading(Segment segment, long most, LongSupplier written) throws IOException {
            this.segment = segment;
            this.most = most;
            this.next = segment.first;
            this.in =
                    new DataInputStream(
                            new BufferedInputStream(
                                    new Written(Files.newInputStream(segment.path), written),
                                    1 << 16));
            byte[] head = in.readNBytes(HEAD);
            if (!java.util.Arrays.equals(head, segment.head())) {
                in.close();
                throw segment.damaged(0, "its head is not that of a journal");
            }
            at = HEAD;
        }

        /** Number of the record that {@link #read} gives next. */
        long next() {
            return next;
        }

        /** Where that record begins. */
        long at() {
            return at;
        }

        /**
         * @throws EOFException if it is not there, or not all of it
         * @throws LockstepException if it is damaged
         */
        byte[] read() throws IOException {
            ByteBuffer head = ByteBuffer.wrap(in.readNBytes(RECORD_HEAD));
            if (head.limit() < RECORD_HEAD || isZero(head)) {
                throw new EOFException();
            }
            int length = head.getInt(LENGTH_AT);
            if (!isHead(head)
                    || head.getLong(NUMBER_AT) != next
                    || head.getInt(PLACE_AT) < 0
                    || length < 0
                    || length > most) {
                throw segment.damaged(at, "what stands there is not the head of record " + next);
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            if (sum(bytes, length) != head.getInt(SUM_AT)) {
                throw segment.damaged(
                        at, "the checksum of record " + next + " does not agree with its bytes");
            }
            next++;
            at += RECORD_HEAD + length;
            return bytes;
        }

        private static boolean isZero(ByteBuffer head) {
            return head.getLong(0) == 0 && head.getLong(8) == 0 && head.getLong(16) == 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** As much of a file as is written; ends there, and goes on once there is more. */
    private static final class Written extends FilterInputStream {
        private final LongSupplier written;
        private long at;

        Written(InputStream in, LongSupplier written) {
            super(in);
            this.written = written;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int most = (int) Math.min(length, written.getAsLong() - at);
            if (most <= 0) {
                return -1;
            }
            int read = super.read(target, from, most);
            at += Math.max(0, read);
            return read;
        }
    }
}
