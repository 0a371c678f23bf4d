package dev.lockstep.failover.local;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.lockstep.api.error.LockstepException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** However a file of a local journal is damaged: what is read from it was written, in order. */
class SegmentFuzzTest {
    private static final int PARTS = 8;
    private static final int MOST = 1 << 10;
    private static final Path FILE = file();

    private static Path file() {
        try {
            Path file = Files.createTempFile("segment", ".fuzz");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * The first half of the input are records, cut at each zero; the second half says where the
     * file is changed, three bytes each, and where it ends.
     */
    @FuzzTest(maxDuration = "20s")
    void aDamagedFileGivesOnlyWhatWasWritten(byte[] bytes) throws Exception {
        List<byte[]> records = new ArrayList<>();
        int half = bytes.length / 2;
        for (int from = 0; from < half && records.size() < PARTS; ) {
            int to = from;
            while (to < half && bytes[to] != 0) {
                to++;
            }
            records.add(Arrays.copyOfRange(bytes, from, Math.min(to, from + MOST)));
            from = to + 1;
        }
        Segment segment = new Segment(FILE, bytes.length);
        Files.write(FILE, damaged(segment, records, bytes, half));
        int read = 0;
        try (Segment.Reading in = new Segment.Reading(segment, MOST)) {
            while (true) {
                byte[] record = in.read();
                if (read == records.size() || !Arrays.equals(record, records.get(read++))) {
                    throw new IllegalStateException("record " + read + " was not written");
                }
            }
        } catch (EOFException e) {
            // all was read, or the rest is cut off
        } catch (LockstepException e) {
            isDamage(e);
        }
        resume(segment, read);
    }

    /** Whoever goes on with the file loses nothing of what can be read, or refuses it. */
    private static void resume(Segment segment, int read) throws IOException {
        try {
            if (TailScan.of(segment, MOST).next() != segment.first() + read) {
                throw new IllegalStateException("goes on elsewhere than behind record " + read);
            }
        } catch (LockstepException e) {
            isDamage(e);
        }
    }

    private static void isDamage(LockstepException e) {
        if (e.problems().get(0).code() != LocalError.DAMAGED) {
            throw e;
        }
    }

    private static byte[] damaged(Segment segment, List<byte[]> records, byte[] bytes, int half) {
        int size = Segment.HEAD;
        for (byte[] r : records) {
            size += Segment.RECORD_HEAD + r.length;
        }
        ByteBuffer file = ByteBuffer.allocate(size).put(segment.head());
        long number = segment.first();
        for (byte[] r : records) {
            Segment.put(number++, 0, r, file);
        }
        byte[] all = file.array();
        int at = half;
        for (; at + 2 < bytes.length; at += 3) {
            int place = ((bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF) % all.length;
            all[place] = bytes[at + 2];
        }
        boolean isCut = at < bytes.length;
        return isCut ? Arrays.copyOf(all, (bytes[at] & 0xFF) * all.length / 256) : all;
    }
}
