package dev.lockstep.failover.local;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverLimits;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records in files of a folder that one process holds. Numbers count from 0 and stay when old files
 * are removed. A record that was not wholly written when the process ended was committed to nobody
 * and is cut off; damage anywhere else refuses the journal.
 */
final class LocalJournal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalJournal.class);

    /** How long a reader waits before it looks whether it is still wanted. */
    private static final long WAIT_MILLIS = 50;

    private final Path folder;
    private final FileChannel lockFile;
    private final List<Segment> segments = new ArrayList<>();
    private FileChannel tail;
    private long tailBytes;
    private long end;

    private LocalJournal(Path folder, FileChannel lockFile) throws IOException {
        this.folder = folder;
        this.lockFile = lockFile;
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Segment::of)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparingLong(Segment::first))
                    .forEach(segments::add);
        }
        if (!segments.isEmpty() && Files.size(last().path()) < Segment.HEAD) {
            // the process ended while it began the file: nothing was committed there
            Files.delete(segments.remove(segments.size() - 1).path());
        }
        if (segments.isEmpty()) {
            this.tail = begin(0);
        } else {
            this.tail = resume(last());
        }
    }

    /**
     * @throws LockstepException {@link LocalError#IN_USE}, {@link LocalError#DAMAGED} or {@link
     *     LocalError#NOT_USABLE}
     */
    static LocalJournal open(Path folder) {
        FileChannel lockFile = null;
        try {
            Files.createDirectories(folder);
            lockFile =
                    FileChannel.open(
                            folder.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!isLocked(lockFile)) {
                throw new LockstepException(
                        LocalError.IN_USE,
                        "The journal in " + folder + " is held by another process.");
            }
            LocalJournal journal = new LocalJournal(folder, lockFile);
            lockFile = null;
            return journal;
        } catch (IOException e) {
            throw new LockstepException(
                    LocalError.NOT_USABLE, "The journal in " + folder + ": " + e + ".");
        } finally {
            closeQuietly(lockFile);
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void closeQuietly(@Nullable FileChannel file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.debug("A lock file could not be closed: {}", e.toString());
        }
    }

    private Segment last() {
        return segments.get(segments.size() - 1);
    }

    private FileChannel begin(long first) throws IOException {
        Segment s = Segment.in(folder, first);
        FileChannel file =
                FileChannel.open(s.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        write(file, ByteBuffer.wrap(s.head()), 0);
        file.force(true);
        forceFolder();
        segments.add(s);
        tailBytes = Segment.HEAD;
        return file;
    }

    /** A new file is there after a loss of power only once its folder is, too. */
    private void forceFolder() throws IOException {
        try (FileChannel f = FileChannel.open(folder, StandardOpenOption.READ)) {
            f.force(true);
        }
    }

    private FileChannel resume(Segment s) throws IOException {
        long size = Files.size(s.path());
        try (Segment.Reading in = new Segment.Reading(s, recordMost())) {
            tailBytes = in.at();
            end = in.next();
            while (tailBytes < size) {
                try {
                    in.read();
                } catch (EOFException e) {
                    break;
                } catch (LockstepException e) {
                    if (isLastRecord(s, in, tailBytes, size)) {
                        break;
                    }
                    throw e;
                }
                tailBytes = in.at();
                end = in.next();
            }
        }
        FileChannel file =
                FileChannel.open(s.path(), StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tailBytes < size) {
            LOG.warn(
                    "Journal {}: {} bytes behind record {} were not wholly written when the"
                            + " process ended and are cut off.",
                    s.path(),
                    size - tailBytes,
                    end - 1);
            file.truncate(tailBytes);
            file.force(true);
        }
        return file;
    }

    /** Whether a damaged record is what stands at the end, or what a loss of power left there. */
    private static boolean isLastRecord(Segment s, Segment.Reading in, long at, long size)
            throws IOException {
        if (in.isHeadWhole()) {
            return in.endOfDamaged() >= size;
        }
        try (FileChannel file = FileChannel.open(s.path(), StandardOpenOption.READ)) {
            return isZero(file, at, size);
        }
    }

    private static boolean isZero(FileChannel file, long from, long size) throws IOException {
        ByteBuffer part = ByteBuffer.allocate(1 << 16);
        for (long at = from; at < size; at += part.limit()) {
            part.clear();
            int read = file.read(part, at);
            part.flip();
            for (int k = 0; k < read; k++) {
                if (part.get(k) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    static long recordMost() {
        return FailoverLimits.ENTRY_BYTES.defaultValue();
    }

    private static void write(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long to = at;
        while (bytes.hasRemaining()) {
            to += file.write(bytes, to);
        }
    }

    // ---- by the writer's thread

    /**
     * Appends records and forces them to the disk.
     *
     * @throws IOException if that failed and nothing of it is there
     * @throws Unforced if what is on the disk is not known any more
     */
    void append(List<byte[]> records) throws IOException {
        if (tailBytes >= LocalLimits.SEGMENT_BYTES.defaultValue()) {
            roll();
        }
        int size = 0;
        for (byte[] r : records) {
            size += Segment.RECORD_HEAD + r.length;
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        long number = end();
        for (byte[] r : records) {
            Segment.put(number++, r, bytes);
        }
        bytes.flip();
        try {
            write(tail, bytes, tailBytes);
        } catch (IOException e) {
            takeBack();
            throw e;
        }
        force();
        tailBytes += size;
        advance(number);
    }

    private void roll() throws IOException {
        FileChannel old = tail;
        FileChannel next;
        synchronized (this) {
            next = begin(end);
        }
        tail = next;
        old.close();
    }

    private void takeBack() {
        try {
            tail.truncate(tailBytes);
        } catch (IOException e) {
            throw new Unforced(e);
        }
        force();
    }

    private void force() {
        try {
            tail.force(false);
        } catch (IOException e) {
            // the system may have forgotten that it did not write it, so that trying again lies
            throw new Unforced(e);
        }
    }

    private synchronized void advance(long to) {
        end = to;
        notifyAll();
    }

    /** The disk is not known to hold what was written. */
    static final class Unforced extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unforced(IOException cause) {
            super(cause);
        }
    }

    // ---- by any thread

    /** Behind the last record that is on the disk. */
    synchronized long end() {
        return end;
    }

    /** The first record that is still there. */
    synchronized long start() {
        return segments.get(0).first();
    }

    /** Waits a while for a record of that number; whether it is there. */
    synchronized boolean awaitRecord(long number) throws InterruptedException {
        if (end <= number) {
            wait(WAIT_MILLIS);
        }
        return end > number;
    }

    /** Begins to read the segment that holds that record. */
    Segment.Reading reading(long number) throws IOException {
        Segment s;
        synchronized (this) {
            s = segments.get(0);
            for (Segment other : segments) {
                s = other.first() <= number ? other : s;
            }
        }
        return new Segment.Reading(s, recordMost());
    }

    /** Removes files of which every record is before that number. */
    void trim(long number) throws IOException {
        while (true) {
            Segment s;
            synchronized (this) {
                if (segments.size() < 2 || segments.get(1).first() > number) {
                    return;
                }
                s = segments.remove(0);
            }
            Files.deleteIfExists(s.path());
        }
    }

    @Override
    public void close() throws IOException {
        tail.close();
        lockFile.close();
    }
}
