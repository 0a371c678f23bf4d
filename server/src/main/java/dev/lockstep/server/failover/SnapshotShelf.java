package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.persist.Snapshot;
import dev.lockstep.server.persist.SnapshotFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The folders in which an engine looks for snapshots of its project. Thread-safe. */
final class SnapshotShelf {
    private final String project;
    private final CopyOnWriteArrayList<Path> parents = new CopyOnWriteArrayList<>();

    SnapshotShelf(String project) {
        this.project = project;
    }

    /** A snapshot by its list alone, and the folder that it stands in. */
    record Found(SnapshotFolder folder, Snapshot snapshot) {
        /** Checks all of it. */
        Snapshot verified() {
            return folder.verify(snapshot.folder());
        }
    }

    /** Looks there, too, from now on. */
    void add(Path parent) {
        parents.addIfAbsent(parent);
    }

    /**
     * All snapshots, the one that stands furthest in the journal first.
     *
     * @param damaged told of those whose list cannot be read, as a sentence
     */
    List<Found> furthestFirst(List<String> damaged) {
        List<Found> all = new ArrayList<>();
        for (Path parent : parents) {
            SnapshotFolder folder = SnapshotFolder.of(parent, project);
            for (Path path : folder.list()) {
                try {
                    all.add(new Found(folder, folder.look(path)));
                } catch (LockstepException e) {
                    damaged.add(String.valueOf(e.getMessage()));
                }
            }
        }
        all.sort(Comparator.comparingLong((Found f) -> f.snapshot().position()).reversed());
        return all;
    }
}
