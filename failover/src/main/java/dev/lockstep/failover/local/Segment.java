package dev.lockstep.failover.local;

import dev.lockstep.api.error.LockstepException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One file of a journal: magic, version, the number of its first record and a checksum of these;
 * then records, each of length, checksum of its number and length, checksum of its bytes, bytes. A
 * length has a checksum of its own, or a damaged one could not be told from a record that was not
 * wholly written.
 *
 * @param first number of its first record
 */
record Segment(Path path, long first) {
    static final int HEAD = 20;
    static final int RECORD_HEAD = 12;
    private static final int MAGIC = 0x4C534C4A;
    private static final int VERSION = 1;
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
        CRC32C crc = new CRC32C();
        crc.update(head.array(), 0, HEAD - 4);
        return head.putInt((int) crc.getValue()).array();
    }

    /** Appends a record. */
    static void put(long number, byte[] bytes, ByteBuffer target) {
        target.putInt(bytes.length).putInt(headSum(number, bytes.length)).putInt(sum(bytes));
        target.put(bytes);
    }

    private static int headSum(long number, int length) {
        ByteBuffer head = ByteBuffer.allocate(Long.BYTES + Integer.BYTES);
        return sum(head.putLong(number).putInt(length).array());
    }

    private static int sum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length);
        return (int) crc.getValue();
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
        private long damagedEnd;

        /**
         * @param most no record is longer
         */
        Reading(Segment segment, long most) throws IOException {
            this.segment = segment;
            this.most = most;
            this.next = segment.first;
            this.in =
                    new DataInputStream(
                            new BufferedInputStream(Files.newInputStream(segment.path), 1 << 16));
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

        /** Whether the head of the record that was found to be damaged is not. */
        boolean isHeadWhole() {
            return damagedEnd > at;
        }

        /** Where that record ends. */
        long endOfDamaged() {
            return damagedEnd;
        }

        /**
         * @throws EOFException if it is not there, or not all of it
         * @throws LockstepException if it is damaged
         */
        byte[] read() throws IOException {
            int length = in.readInt();
            int headSum = in.readInt();
            int sum = in.readInt();
            if (headSum(next, length) != headSum || length < 0 || length > most) {
                throw segment.damaged(at, "what stands there is not the head of record " + next);
            }
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            if (sum(bytes) != sum) {
                damagedEnd = at + RECORD_HEAD + length;
                throw segment.damaged(
                        at, "the checksum of record " + next + " does not agree with its bytes");
            }
            next++;
            at += RECORD_HEAD + length;
            return bytes;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
