package dev.lockstep.server.run;

import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.store.RocksRowStores;
import java.nio.file.Path;

/** Where the rows of {@code pi_HLEVELDB} indices are while a project runs. */
public final class StoreFolder {
    private StoreFolder() {}

    /**
     * Stores in a temporary folder under the project's {@code disk-store-path}, or under the
     * system's folder for such; nothing is made before a window asks for a store.
     */
    public static RocksRowStores of(ProjectSpec project) {
        String path = project.diskStorePath();
        String parent =
                path == null || path.isEmpty() ? System.getProperty("java.io.tmpdir") : path;
        return new RocksRowStores(Path.of(parent));
    }
}
