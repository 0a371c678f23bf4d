package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.persist.SnapshotFolder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a snapshot every so often, keeps some, and says which part of the journal none of them
 * needs.
 */
final class SnapshotSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSchedule.class);

    /** What {@link Taking#take} says where it took none. */
    static final long NOT_NOW = -1;

    /** Takes a snapshot. */
    interface Taking {
        /**
         * @return where reading the journal goes on behind it, or {@link #NOT_NOW} where somebody
         *     else takes it
         */
        long take(Path folder) throws InterruptedException;

        /** That did not succeed. */
        void failed(String why);

        /** To be done each time, whoever took the snapshot. */
        void look();
    }

    private final String project;
    private final Path folder;
    private final int keep;
    private final Taking taking;
    private final LongConsumer trim;
    private final ArrayDeque<Long> kept = new ArrayDeque<>();
    private final ScheduledExecutorService worker;

    private SnapshotSchedule(
            String project, SnapshotPolicy policy, Path folder, Taking taking, LongConsumer trim) {
        this.project = project;
        this.folder = folder;
        this.keep = policy.keep();
        this.taking = taking;
        this.trim = trim;
        this.worker =
                Executors.newSingleThreadScheduledExecutor(
                        r ->
                                Thread.ofPlatform()
                                        .name("snapshots " + project)
                                        .daemon()
                                        .priority(Thread.MIN_PRIORITY)
                                        .unstarted(r));
        worker.scheduleWithFixedDelay(
                this::work, policy.seconds(), policy.seconds(), TimeUnit.SECONDS);
    }

    /**
     * @param trim told where the part of the journal begins that is still needed
     * @return null where the policy names no folder
     */
    static @Nullable SnapshotSchedule start(
            String project, SnapshotPolicy policy, Taking taking, LongConsumer trim) {
        Path folder = policy.folder();
        return folder == null ? null : new SnapshotSchedule(project, policy, folder, taking, trim);
    }

    private void work() {
        try {
            long next = taking.take(folder);
            if (next != NOT_NOW) {
                kept.add(next);
                SnapshotFolder.of(folder, project).prune(keep);
                // what was kept before this process began is not known to go without
                while (kept.size() > keep) {
                    kept.remove();
                }
                if (kept.size() == keep) {
                    trim.accept(kept.element());
                }
            }
            taking.look();
        } catch (LockstepException e) {
            LOG.warn("Project {}: no snapshot now: {}", project, e.getMessage());
            taking.failed(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Project {}: no snapshot by a fault: {}", project, e.toString(), e);
            taking.failed(e.toString());
        }
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
