package dev.lockstep.failover.local;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.FailoverLimits;
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
    private final long segmentBytes;
    private final NextFile next;
    private final List<Segment> segments = new ArrayList<>();
    private FileChannel tail;
    private long tailBytes;
    private long end;

    private LocalJournal(Path folder, FileChannel lockFile, long segmentBytes) throws IOException {
        this.folder = folder;
        this.lockFile = lockFile;
        this.segmentBytes = segmentBytes;
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
        this.next = new NextFile(folder, segmentBytes);
        if (segments.isEmpty()) {
            Segment s = Segment.in(folder, 0);
            this.tail = begin(s);
            segments.add(s);
            tailBytes = Segment.HEAD;
        } else {
            this.tail = resume(last());
        }
    }

    /**
     * @throws LockstepException {@link LocalError#IN_USE}, {@link LocalError#DAMAGED} or {@link
     *     LocalError#NOT_USABLE}
     */
    static LocalJournal open(Path folder) {
        return open(folder, LocalLimits.SEGMENT_BYTES.defaultValue());
    }

    /**
     * @param segmentBytes how long a file becomes, if no record is longer
     */
    static LocalJournal open(Path folder, long segmentBytes) {
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
            LocalJournal journal = new LocalJournal(folder, lockFile, segmentBytes);
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

    /** Begins a file; there is none if that fails, so that it can be tried again. */
    private FileChannel begin(Segment s) throws IOException {
        FileChannel made = next.take(s);
        FileChannel file = made == null ? grown(s) : made;
        try {
            forceFolder();
            return file;
        } catch (IOException e) {
            remove(s, file);
            throw e;
        }
    }

    /** Makes a file that grows with what is written. */
    private static FileChannel grown(Segment s) throws IOException {
        FileChannel file =
                FileChannel.open(s.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            write(file, ByteBuffer.wrap(s.head()), 0);
            file.force(true);
            return file;
        } catch (IOException e) {
            remove(s, file);
            throw e;
        }
    }

    private static void remove(Segment s, FileChannel file) throws IOException {
        file.close();
        Files.deleteIfExists(s.path());
    }

    /** A new file is there after a loss of power only once its folder is, too. */
    private void forceFolder() throws IOException {
        try (FileChannel f = FileChannel.open(folder, StandardOpenOption.READ)) {
            f.force(true);
        }
    }

    private FileChannel resume(Segment s) throws IOException {
        TailScan scan = TailScan.of(s, recordMost());
        tailBytes = scan.bytes();
        end = scan.next();
        FileChannel file = FileChannel.open(s.path(), StandardOpenOption.WRITE);
        if (scan.isTorn()) {
            LOG.warn(
                    "Journal {}: {} bytes behind record {} were not wholly written when the"
                            + " process ended and are cut off.",
                    s.path(),
                    file.size() - tailBytes,
                    end - 1);
            file.truncate(tailBytes);
            file.force(true);
        }
        return file;
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
        int size = 0;
        for (byte[] r : records) {
            size += Segment.RECORD_HEAD + r.length;
        }
        if (tailBytes + size > segmentBytes && tailBytes > Segment.HEAD) {
            roll();
        }
        ByteBuffer bytes = ByteBuffer.allocate(size);
        long number = end();
        for (int k = 0; k < records.size(); k++) {
            Segment.put(number++, k, records.get(k), bytes);
        }
        bytes.flip();
        try {
            write(tail, bytes, tailBytes);
        } catch (IOException e) {
            takeBack();
            throw e;
        }
        force();
        advance(number, size);
        if (tailBytes > segmentBytes / 2) {
            next.want();
        }
    }

    private void roll() throws IOException {
        // zeros that nothing has taken the place of
        tail.truncate(tailBytes);
        Segment s = Segment.in(folder, end());
        FileChannel old = tail;
        tail = begin(s);
        synchronized (this) {
            segments.add(s);
            tailBytes = Segment.HEAD;
        }
        old.close();
    }

    /** Whether the next file is there already. */
    boolean isNextReady() {
        return next.isReady();
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

    private synchronized void advance(long to, int bytes) {
        end = to;
        tailBytes += bytes;
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
        Segment chosen = s;
        return new Segment.Reading(chosen, recordMost(), () -> written(chosen));
    }

    /** How much of a file will not change any more. */
    private synchronized long written(Segment s) {
        return s.equals(last()) ? tailBytes : Long.MAX_VALUE;
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
        next.close();
        tail.close();
        lockFile.close();
    }
}
