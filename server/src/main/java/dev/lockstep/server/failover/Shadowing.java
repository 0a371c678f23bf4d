package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.local.LocalHistory;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.project.ProjectLimits;
import dev.lockstep.server.run.Sha256;
import dev.lockstep.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who takes the snapshots of a project with a local journal. While the engine writes one it
 * does nothing else, so it does that only where there is little to write; else a {@link
 * ShadowProcess} makes the same snapshot from the one before and the journal. Should that fail, the
 * engine writes it after all: a pause is better than a journal that nothing can be removed from.
 */
final class Shadowing {
    private static final Logger LOG = LoggerFactory.getLogger(Shadowing.class);

    /** How long the engine may have stood still for the snapshot before, to write the next one. */
    private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final LoadedModel model;
    private final ServerSettings server;
    private final Path journal;
    private final boolean isWanted;
    private @Nullable Path base;

    /** There were many rows, or few that took long. */
    private volatile boolean isLarge;

    /**
     * @param journal the project's own folder of it
     */
    Shadowing(LoadedModel model, ServerSettings server, Path journal) {
        this.model = model;
        this.server = server;
        this.journal = journal;
        this.isWanted = !server.properties().getOrDefault("snapshot.by", "").equals("engine");
    }

    /** The replica that works, as far as its snapshots are concerned. */
    interface Working {
        /** Whether it is at work, so that a pause would be noticed. */
        boolean isBusy();

        /** How many rows it holds; waits for commits. */
        long rows();

        /** Index behind the last entry that is committed. */
        long committed();

        /** Waits until files hold all output that is committed now. */
        void awaitWritten() throws InterruptedException;
    }

    /** The state of this process holds what that snapshot does, and the journal goes on behind. */
    synchronized void base(Path snapshot) {
        base = snapshot;
    }

    /** The engine has written one itself and stood still for so long. */
    void took(long nanos) {
        isLarge = isLarge || nanos > SHORT_NANOS;
        LOG.info(
                "Project {} stood still for {} ms while it wrote a snapshot.",
                model.spec().name(),
                TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /**
     * Takes a snapshot beside the engine, where that is better.
     *
     * @param fromStart bytes of journal up to which it is gone through from its beginning, where
     *     there is no snapshot to go on from
     * @return null if the engine has to write it
     */
    ShadowWork.@Nullable Done take(Path target, long fromStart, Working engine)
            throws InterruptedException {
        Path from = base();
        if (!isWanted || !engine.isBusy() || !isLarge(engine)) {
            return null;
        }
        if (from == null && LocalHistory.bytes(journal) > fromStart) {
            return null;
        }
        long index = engine.committed();
        // what is before the snapshot could not be written again from it
        engine.awaitWritten();
        try {
            ShadowWork.Done done =
                    ShadowProcess.take(
                            order(from, target, index), ProjectLimits.SAVE_MILLIS.defaultValue());
            base(done.folder());
            return done;
        } catch (LockstepException e) {
            LOG.warn(
                    "Project {}: {}; the engine writes the snapshot itself.",
                    model.spec().name(),
                    e.problems().get(0));
            return null;
        }
    }

    synchronized @Nullable Path base() {
        return base;
    }

    private boolean isLarge(Working engine) {
        if (!isLarge) {
            isLarge = engine.rows() > FailoverServerLimits.ENGINE_SNAPSHOT_ROWS.defaultValue();
        }
        return isLarge;
    }

    private ShadowOrder order(@Nullable Path from, Path target, long index) {
        return new ShadowOrder(
                model.spec().name(),
                model.spec().xml(),
                Sha256.of(model.spec().xml()),
                server.placeholders(),
                Map.of(),
                server.folder(),
                journal.toAbsolutePath(),
                from,
                target.toAbsolutePath(),
                index);
    }
}
