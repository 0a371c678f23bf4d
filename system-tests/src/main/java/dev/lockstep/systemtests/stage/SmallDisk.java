package dev.lockstep.systemtests.stage;

import dev.lockstep.server.trial.Engines;
import dev.lockstep.systemtests.wire.Guard;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file system in memory that can be made full and given room again. It goes when this process
 * ends, however it ends. Wants root.
 */
public final class SmallDisk implements AutoCloseable {
    private static final String UP = "mkdir -p $1 && mount -t tmpfs -o size=$2 lockstep $1";
    private static final String DOWN = "umount -l $1";
    private static final long PATIENCE_MILLIS = 10_000;

    /** What is left of a full disk, in bytes, since it may be written to while it is measured. */
    private static final long LEFT = 32 * 1024;

    private static final class Here {
        /** Asked once, since it costs some processes. */
        private static final boolean IS_POSSIBLE = tryIt();

        private static boolean tryIt() {
            try {
                Path folder = Files.createTempDirectory("lockstep-disk-");
                boolean is = Guard.isPossible(UP, DOWN, List.of(folder.toString(), "64k"));
                Files.delete(folder);
                return is;
            } catch (IOException e) {
                return false;
            }
        }
    }

    private final Path folder;
    private final long bytes;
    private final Guard guard;

    /**
     * Mounts it.
     *
     * @param folder is made if it is missing
     * @throws IllegalStateException if that is not allowed here
     */
    public SmallDisk(Path folder, long bytes) {
        this.folder = folder;
        this.bytes = bytes;
        this.guard = Guard.start(UP, DOWN, List.of(folder.toString(), Long.toString(bytes)));
    }

    /** Whether there can be one on this machine. */
    public static boolean isPossible() {
        return Here.IS_POSSIBLE;
    }

    public Path folder() {
        return folder;
    }

    /**
     * Leaves hardly any room, while others may be writing.
     *
     * @throws IllegalStateException if they are too quick
     */
    public void fill() throws InterruptedException {
        Engines.await("small disk at " + folder, PATIENCE_MILLIS, () -> resize(used() + LEFT));
    }

    private long used() {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getTotalSpace() - store.getUnallocatedSpace();
        } catch (IOException e) {
            throw new IllegalStateException("the disk at " + folder + " cannot be looked at", e);
        }
    }

    /** Has the room that it had at first. */
    public void makeRoom() {
        if (!resize(bytes)) {
            throw new IllegalStateException("the disk at " + folder + " keeps its size");
        }
    }

    /** Whether it has that size now; a disk cannot be smaller than what is on it. */
    private boolean resize(long size) {
        try {
            Process p =
                    new ProcessBuilder("mount", "-o", "remount,size=" + size, folder.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return p.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) && p.exitValue() == 0;
        } catch (IOException e) {
            throw new IllegalStateException("no mount", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        guard.close();
    }
}
