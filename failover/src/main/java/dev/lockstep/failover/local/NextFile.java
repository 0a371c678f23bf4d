package dev.lockstep.failover.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the next file of a journal before it is needed, of zeros that are on the disk. To force
 * what takes their place is to write it; to force what makes a file longer has the file system
 * write of it, too, and have that done by a thread of its own, which on a machine with much to do
 * takes its time: forces of a tenth of a second and more were seen for that.
 */
final class NextFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NextFile.class);
    private static final String NAME = "next";
    private static final int PART = 1 << 18;

    /** A file is made where so many more would have room. */
    private static final int ROOM = 4;

    private static final int PATIENCE_SECONDS = 5;

    private enum State {
        NONE,
        BEING_MADE,
        READY,
        FAILED
    }

    private final Path path;
    private final long bytes;
    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);
    private final ExecutorService maker;

    /**
     * @param folder of the journal, held by this process
     * @param bytes how long a file is
     */
    NextFile(Path folder, long bytes) throws IOException {
        this.path = folder.resolve(NAME);
        this.bytes = bytes;
        // of a process before this one
        Files.deleteIfExists(path);
        this.maker =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().name("journal next").daemon().factory());
    }

    /** Begins to make one, unless that was tried already. By the journal's writer. */
    void want() {
        if (state.compareAndSet(State.NONE, State.BEING_MADE)) {
            maker.execute(() -> state.set(make() ? State.READY : State.FAILED));
        }
    }

    boolean isReady() {
        return state.get() == State.READY;
    }

    /**
     * Gives the file that was made its head and its name; does not wait for one. The folder has to
     * be forced then. By the journal's writer.
     *
     * @return open for writing; null if there is none
     */
    @Nullable FileChannel take(Segment segment) throws IOException {
        if (!isReady()) {
            state.compareAndSet(State.FAILED, State.NONE);
            return null;
        }
        state.set(State.NONE);
        FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE);
        try {
            ByteBuffer head = ByteBuffer.wrap(segment.head());
            while (head.hasRemaining()) {
                file.write(head, head.position());
            }
            file.force(false);
            Files.move(path, segment.path(), StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private boolean make() {
        try {
            if (Files.getFileStore(path.getParent()).getUsableSpace() < ROOM * bytes) {
                LOG.debug("No file of the journal is made ahead: {} has little room.", path);
                return false;
            }
            write();
            return true;
        } catch (InterruptedException | ClosedByInterruptException e) {
            LOG.debug("The journal is closed while {} is made.", path);
        } catch (IOException e) {
            LOG.warn("No file of the journal was made ahead: {}", e.toString());
        }
        remove();
        return false;
    }

    /** Little at a time: what the journal forces meanwhile waits for it. */
    private void write() throws IOException, InterruptedException {
        long pause = TimeUnit.SECONDS.toNanos(1) * PART / LocalLimits.AHEAD_RATE.defaultValue();
        try (FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(PART);
            for (long at = 0; at < bytes; ) {
                zeros.clear().limit((int) Math.min(PART, bytes - at));
                at += file.write(zeros, at);
                file.force(false);
                TimeUnit.NANOSECONDS.sleep(pause);
            }
            file.force(true);
        }
    }

    private void remove() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("{} stays until the next start: {}", path, e.toString());
        }
    }

    @Override
    public void close() {
        maker.shutdownNow();
        try {
            if (!maker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} is still being made.", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        remove();
    }
}
