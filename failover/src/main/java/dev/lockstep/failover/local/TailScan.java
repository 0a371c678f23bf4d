package dev.lockstep.failover.local;

import dev.lockstep.api.error.LockstepException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Where the last file of a journal ends, after a process that may have ended while it wrote. What
 * was written together and not forced may be there in any part, pages in any order; what was forced
 * is all there. So a record that is not whole belongs to a write that nobody was told of, unless
 * something behind it was written later: that was begun only once this was forced, so the file was
 * damaged since.
 *
 * @param bytes how many of the file hold whole records
 * @param next number of the record that comes there
 * @param isTorn whether something else than zeros stands behind, or less than the head of a record
 */
record TailScan(long bytes, long next, boolean isTorn) {
    private static final int PART = 1 << 20;

    /**
     * @param most no record is longer
     * @throws LockstepException {@link LocalError#DAMAGED}
     */
    static TailScan of(Segment segment, long most) throws IOException {
        try (Segment.Reading in = new Segment.Reading(segment, most)) {
            LockstepException found = segment.damaged(0, "it is not read");
            while (true) {
                try {
                    in.read();
                } catch (EOFException e) {
                    found = segment.damaged(in.at(), "record " + in.next() + " is not whole");
                    break;
                } catch (LockstepException e) {
                    found = e;
                    break;
                }
            }
            return new Behind(in.next()).look(segment, in.at(), found);
        }
    }

    /** What stands behind the last whole record. */
    private static final class Behind {
        private final long next;
        private boolean isZero = true;

        Behind(long next) {
            this.next = next;
        }

        TailScan look(Segment segment, long from, LockstepException damaged) throws IOException {
            try (FileChannel file = FileChannel.open(segment.path(), StandardOpenOption.READ)) {
                long size = file.size();
                ByteBuffer part = ByteBuffer.allocate(PART + Segment.RECORD_HEAD);
                for (long at = from; at < size; at += PART) {
                    fill(file, part, at);
                    if (isLaterThere(part, (size - from) / Segment.RECORD_HEAD)) {
                        throw damaged;
                    }
                }
                boolean isShort = size > from && size - from < Segment.RECORD_HEAD;
                return new TailScan(from, next, isShort || !isZero);
            }
        }

        private static void fill(FileChannel file, ByteBuffer part, long at) throws IOException {
            part.clear();
            while (part.hasRemaining() && file.read(part, at + part.position()) >= 0) {
                // as much as there is
            }
            part.flip();
        }

        /**
         * Whether a record stands there that was written later than the next one.
         *
         * @param most no more records have room behind
         */
        private boolean isLaterThere(ByteBuffer part, long most) {
            int end = Math.min(PART, part.limit());
            for (int k = 0; k < end; k++) {
                isZero = isZero && part.get(k) == 0;
                if (k + Segment.RECORD_HEAD <= part.limit()) {
                    long ahead = part.getLong(k) - next;
                    if (ahead > 0 && ahead <= most && isLater(part.position(k))) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isLater(ByteBuffer head) {
            return Segment.isHead(head) && Segment.firstOfWrite(head) > next;
        }
    }
}
