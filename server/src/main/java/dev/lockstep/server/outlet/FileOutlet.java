package dev.lockstep.server.outlet;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.replica.ReplicaOutput;
import dev.lockstep.engine.replica.OutputTap;
import dev.lockstep.failover.role.Role;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.server.project.Guarantee;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plain file whose content is a function of the journal. Every engine follows it; the active
 * writes it, always at the place where the bytes belong, so that it makes no difference which
 * engine wrote which part, and two that write at once write the same.
 */
public final class FileOutlet implements Outlet, OutputTap {
    private static final Logger LOG = LoggerFactory.getLogger(FileOutlet.class);
    private static final int BUFFER = 1 << 20;
    private static final int COMPARED = 64 << 10;
    private static final long RETRY_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 5_000;

    private final ConnectorConfig connector;
    private final String window;
    private final Path path;
    private final FileTail tail = new FileTail();
    private final byte[] buffer = new byte[BUFFER];
    private final Thread thread;

    // guarded by this
    /** How far this engine is to write: without end while it reigns. */
    private long until;

    private boolean isClosing;
    private boolean isOpening;

    /** Grows whenever where to write must be found anew. */
    private int generation;

    /** Of the file; everything before is there. */
    private long written;

    /** How much of what the file holds can be of this project, when it is opened. */
    private long base;

    private long blocks;
    private @Nullable Problem failure;

    /**
     * @param window {@code query/window}
     */
    public FileOutlet(ConnectorConfig connector, String window, Path path) {
        this.connector = connector;
        this.window = window;
        this.path = path;
        this.thread =
                Thread.ofPlatform()
                        .name("subscriber " + connector.name())
                        .daemon()
                        .start(this::write);
    }

    // ---- the replica's thread

    @Override
    public synchronized void begin(long bytes) {
        tail.begin(bytes);
        base = bytes;
        generation++;
        until = isReigning() ? Long.MAX_VALUE : 0;
        isOpening = isReigning();
        notifyAll();
    }

    private boolean isReigning() {
        return until == Long.MAX_VALUE;
    }

    @Override
    public synchronized void add(long sequence, byte[] value, boolean isSpoken) {
        tail.add(sequence, value, isSpoken);
        trim();
    }

    private void trim() {
        long limit = OutletLimits.TAIL_BYTES.defaultValue();
        if (!hasWork() || failure != null && !isRetried()) {
            tail.trim(limit, isReigning() && failure == null ? written : Long.MAX_VALUE);
            return;
        }
        long needed = isOpening ? tail.start() : written;
        tail.trim(limit, needed);
        long behind = tail.committed() - Math.max(needed, tail.start());
        if (behind > OutletLimits.BEHIND_BYTES.defaultValue()) {
            fail(OutletError.TOO_SLOW, "it is " + behind + " bytes behind");
        }
    }

    private boolean isRetried() {
        Problem f = failure;
        return f != null && f.code() == OutletError.FILE_FAILED;
    }

    @Override
    public synchronized void announced(Role role) {
        boolean isLater =
                role == Role.FENCING
                        || role == Role.READING_END
                        || role == Role.RESUMING
                        || role == Role.CLAIMING
                        || role == Role.HANDING_OVER;
        if (role == Role.ACTIVE) {
            // an engine that was not sure for a while may have missed what others have written
            until = Long.MAX_VALUE;
            base = tail.committed();
            isOpening = true;
            generation++;
            failure = null;
        } else if (!isLater && isReigning()) {
            // what is committed may be written by anybody: it is the same whoever writes it
            until = tail.committed();
        }
        notifyAll();
    }

    @Override
    public synchronized void released(ReplicaOutput output) {
        tail.committed(output.sequence());
        blocks++;
        notifyAll();
    }

    // ---- any thread

    @Override
    public synchronized boolean isBehind() {
        return isReigning()
                && failure == null
                && tail.committed() - Math.max(written, tail.start())
                        > OutletLimits.BEHIND_BYTES.defaultValue() / 4;
    }

    /**
     * Waits until the file holds all that is committed now.
     *
     * @return false if it does not after that time, or cannot
     */
    public synchronized boolean awaitWritten(long millis) throws InterruptedException {
        long wanted = Math.min(tail.committed(), until);
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (failure == null && (isOpening || written < wanted)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return !isOpening && written >= wanted;
    }

    @Override
    public synchronized ConnectorStatus status() {
        Problem f = failure;
        ConnectorStatus.State state =
                f != null
                        ? ConnectorStatus.State.FAILED
                        : isReigning()
                                ? ConnectorStatus.State.RUNNING
                                : ConnectorStatus.State.STOPPED;
        return new ConnectorStatus(
                connector.name(),
                window,
                Direction.SUBSCRIBE,
                state,
                blocks,
                f == null ? null : f.toString(),
                Guarantee.TRIMMED);
    }

    private void fail(ErrorCode code, String why) {
        Problem problem =
                Problem.error(
                        code,
                        connector.where(),
                        "Connector " + connector.name() + ", file " + path + ": " + why + ".");
        if (!problem.equals(failure)) {
            LOG.error("{}", problem);
        }
        failure = problem;
        notifyAll();
    }

    // ---- the writer's thread

    private void write() {
        try {
            while (awaitWork()) {
                try {
                    serve();
                } catch (IOException e) {
                    synchronized (this) {
                        fail(OutletError.FILE_FAILED, e.toString());
                        isOpening = isReigning();
                        until = isOpening ? until : 0;
                        wait(RETRY_MILLIS);
                    }
                }
            }
        } catch (InterruptedException e) {
            // the process ends
        }
    }

    /** Waits until there is something to open or to write; false if never again. */
    private synchronized boolean awaitWork() throws InterruptedException {
        while (!((failure == null || isRetried()) && hasWork())) {
            if (isClosing) {
                return false;
            }
            wait();
        }
        return true;
    }

    private boolean hasWork() {
        return isOpening || written < Math.min(tail.committed(), until);
    }

    /** Opens the file, and writes until it is not this engine's to write any more. */
    private void serve() throws IOException, InterruptedException {
        int own;
        synchronized (this) {
            own = generation;
        }
        Path parent = path.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (FileChannel file =
                FileChannel.open(
                        path,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE)) {
            if (!resume(file, own)) {
                return;
            }
            for (int count = next(own); count > 0; count = next(own)) {
                long at = place();
                if (file.size() < at) {
                    // an engine that had been frozen has cut off what it did not know
                    reopen(own);
                    return;
                }
                put(file, at, count);
                advance(own, at + count);
            }
        }
    }

    private static void put(FileChannel file, ByteBuffer bytes, long at) throws IOException {
        long to = at;
        while (bytes.hasRemaining()) {
            to += file.write(bytes, to);
        }
    }

    private void put(FileChannel file, long at, int count) throws IOException {
        put(file, ByteBuffer.wrap(buffer, 0, count), at);
    }

    /** Finds the place from which on the file is to be written. */
    private boolean resume(FileChannel file, int own) throws IOException {
        long length = file.size();
        long keep;
        long compare;
        synchronized (this) {
            if (own != generation) {
                return false;
            }
            keep = Math.min(length, base);
            if (keep < tail.start()) {
                fail(
                        OutletError.FILE_LACKS,
                        "it ends at byte "
                                + length
                                + ", and the bytes from there to "
                                + tail.start()
                                + " are not known to this engine; nothing is written");
                return false;
            }
            compare = Math.max(tail.start(), keep - COMPARED);
            written = keep;
        }
        if (!isSame(file, compare, keep)) {
            synchronized (this) {
                fail(
                        OutletError.FILE_DIFFERS,
                        "between byte "
                                + compare
                                + " and byte "
                                + keep
                                + " it holds something else than what the project put out;"
                                + " nothing is written");
            }
            return false;
        }
        if (length > keep) {
            if (!mayCut(own)) {
                return false;
            }
            LOG.warn(
                    "Connector {}: {} bytes behind byte {} of {} were never committed and are cut"
                            + " off.",
                    connector.name(),
                    length - keep,
                    keep,
                    path);
            file.truncate(keep);
        }
        synchronized (this) {
            if (own != generation) {
                return false;
            }
            isOpening = false;
            failure = null;
            notifyAll();
        }
        return true;
    }

    /** Only who reigns knows where the file ends. */
    private synchronized boolean mayCut(int own) {
        if (own == generation && !isReigning()) {
            until = 0;
            isOpening = false;
        }
        return own == generation && isReigning();
    }

    private boolean isSame(FileChannel file, long from, long to) throws IOException {
        int count = (int) (to - from);
        byte[] known = new byte[count];
        synchronized (this) {
            if (tail.start() > from || tail.copy(from, known) < count) {
                return true;
            }
        }
        ByteBuffer found = ByteBuffer.allocate(count);
        long at = from;
        while (found.hasRemaining()) {
            int read = file.read(found, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return Arrays.equals(known, found.array());
    }

    private synchronized long place() {
        return written;
    }

    /** Waits for bytes and copies them; 0 when another has to write, or nobody. */
    private synchronized int next(int own) throws InterruptedException {
        while (own == generation && failure == null) {
            int count = (int) Math.min(tail.copy(written, buffer), Math.max(0, until - written));
            if (count > 0) {
                return count;
            }
            if (isClosing || !isReigning()) {
                return 0;
            }
            wait();
        }
        return 0;
    }

    private synchronized void advance(int own, long to) {
        if (own == generation) {
            written = to;
            base = Math.max(base, to);
            trim();
            notifyAll();
        }
    }

    private synchronized void reopen(int own) {
        if (own == generation) {
            isOpening = isReigning();
            until = isOpening ? until : 0;
        }
    }

    @Override
    public void close() throws InterruptedException {
        awaitWritten(PATIENCE_MILLIS);
        synchronized (this) {
            isClosing = true;
            until = 0;
            isOpening = false;
            generation++;
            notifyAll();
        }
        thread.join(PATIENCE_MILLIS);
    }
}
