package dev.lockstep.server.failover;

import dev.lockstep.failover.link.SnapshotSource;
import dev.lockstep.failover.local.LocalBus;
import dev.lockstep.failover.port.Effect;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands on files of this machine, alone. */
final class LocalGround implements Ground {
    private static final Logger LOG = LoggerFactory.getLogger(LocalGround.class);

    /** How the process ends when the disk did not keep what was written. */
    private static final int DISK_FAILED = 70;

    private final String project;
    private final Path folder;
    private volatile @Nullable LocalBus bus;

    /**
     * @param folder of all journals of the server
     */
    LocalGround(String project, Path folder) {
        this.project = project;
        this.folder = folder.resolve(project);
    }

    @Override
    public void connect(ReplicaThread replica, SnapshotSource states) {
        bus = new LocalBus(project, folder, replica::tell, this::crash);
    }

    private void crash(Throwable e) {
        LOG.error(
                "The disk of {} did not keep what was written; the process ends at once: {}",
                folder,
                e.toString());
        Runtime.getRuntime().halt(DISK_FAILED);
    }

    @Override
    public boolean isConnected() {
        return bus != null;
    }

    @Override
    public boolean perform(Effect effect) {
        LocalBus b = bus;
        return b != null && b.perform(effect);
    }

    @Override
    public @Nullable Peers peers() {
        return null;
    }

    @Override
    public void trim(long journalNext) {
        LocalBus b = bus;
        if (b != null) {
            b.trim(journalNext);
        }
    }

    @Override
    public void close() {
        LocalBus b = bus;
        if (b != null) {
            b.close();
        }
    }
}
