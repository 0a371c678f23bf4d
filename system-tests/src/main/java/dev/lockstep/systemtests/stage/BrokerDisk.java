package dev.lockstep.systemtests.stage;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The disk of one broker. One thread. */
public final class BrokerDisk implements AutoCloseable {
    /** Which broker, from 1. */
    public static final int BROKER = 3;

    /** In memory as far as it is used. */
    private static final long BYTES = 4L << 30;

    private final @Nullable SmallDisk disk;
    private boolean isFull;

    private BrokerDisk(@Nullable SmallDisk disk) {
        this.disk = disk;
    }

    /**
     * Puts a disk of its own under a broker that has not been started yet, where that is possible.
     *
     * @param bus the folder of all nodes
     * @param isWanted whether it is to be done at all
     */
    static BrokerDisk mount(Path bus, boolean isWanted) {
        Path data = bus.resolve("kafka-" + BROKER).resolve("data").toAbsolutePath();
        return new BrokerDisk(
                isWanted && SmallDisk.isPossible() ? new SmallDisk(data, BYTES) : null);
    }

    /**
     * Leaves no room.
     *
     * @throws IllegalStateException if the broker has no disk of its own
     */
    public void fill() throws InterruptedException {
        if (disk == null) {
            throw new IllegalStateException("the broker has no disk of its own");
        }
        isFull = true;
        disk.fill();
    }

    void makeRoom() {
        if (disk != null && isFull) {
            disk.makeRoom();
            isFull = false;
        }
    }

    @Override
    public void close() {
        if (disk != null) {
            disk.close();
        }
    }
}
