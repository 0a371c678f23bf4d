package dev.lockstep.testkit.snapshot;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.journal.JournalEntry;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineOptions;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.snapshot.SnapshotError;
import dev.lockstep.model.project.ProjectSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of any bytes that claim to be a snapshot: they are refused with a code of
 * snapshots, or what they restore goes on working.
 */
final class SnapshotTarget {
    private final ProjectSpec project;
    private final List<JournalEntry> input;
    private final byte[] snapshot;

    /** The snapshot that the tests tamper with is taken in the middle of the input. */
    SnapshotTarget(ProjectSpec project, List<JournalEntry> input) {
        this.project = project;
        this.input = input;
        Engine worked = open();
        input.subList(0, input.size() / 2).forEach(worked::step);
        snapshot = save(worked);
    }

    byte[] snapshot() {
        return snapshot.clone();
    }

    private Engine open() {
        return Engine.open(project, EngineOptions.quiet());
    }

    private static byte[] save(Engine engine) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        engine.save(out);
        return out.toByteArray();
    }

    /**
     * Restores the bytes; if they are taken, works on, saves and restores that.
     *
     * @return whether they were taken
     * @throws IllegalStateException for a refusal without a code of snapshots
     */
    boolean accepts(byte[] bytes) {
        Engine engine = open();
        if (!restores(engine, bytes)) {
            return false;
        }
        for (String window : engine.windows()) {
            engine.subscribe(window, block -> {}, true);
        }
        for (JournalEntry entry : input.subList(input.size() / 2, input.size())) {
            if (!steps(engine, entry)) {
                return true;
            }
        }
        for (String window : engine.windows()) {
            engine.stateDigest(window);
        }
        open().restore(new ByteArrayInputStream(save(engine)));
        return true;
    }

    /**
     * Restores the bytes as those of another version of the project, in which the last window is
     * another one.
     *
     * @throws IllegalStateException for a refusal without a code of snapshots
     */
    void acceptsInPart(byte[] bytes) {
        Engine engine = open();
        String last = engine.windows().get(engine.windows().size() - 1);
        Set<String> empty = engine.startingEmpty(Map.of(last, "it is new")).keySet();
        refusesOrDoes(() -> engine.restore(new ByteArrayInputStream(bytes), empty));
    }

    private static boolean restores(Engine engine, byte[] bytes) {
        return refusesOrDoes(() -> engine.restore(new ByteArrayInputStream(bytes)));
    }

    private static boolean refusesOrDoes(Runnable restoring) {
        try {
            restoring.run();
            return true;
        } catch (LockstepException e) {
            for (Problem p : e.problems()) {
                if (!(p.code() instanceof SnapshotError)) {
                    throw new IllegalStateException("refused with " + p, e);
                }
            }
            return false;
        }
    }

    /**
     * A snapshot with checksums that agree may be of a later time than the entries at hand, or
     * hold, say, a sum to which no row contributed. That the engine may notice when the row leaves.
     */
    private static boolean steps(Engine engine, JournalEntry entry) {
        try {
            engine.step(entry);
            return true;
        } catch (IllegalStateException e) {
            return false;
        } catch (LockstepException e) {
            if (e.problems().get(0).code() == EngineError.TIME_GOES_BACK) {
                return false;
            }
            throw e;
        }
    }
}
