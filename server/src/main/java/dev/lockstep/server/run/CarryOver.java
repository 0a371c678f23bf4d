package dev.lockstep.server.run;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.server.persist.PersistError;
import dev.lockstep.server.persist.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What a snapshot of another version of a project would bring to this one, window by window.
 * Immutable.
 */
public final class CarryOver {
    private final String snapshot;
    private final List<String> kept;
    private final SequencedMap<String, String> empty;
    private final List<String> gone;

    private CarryOver(
            String snapshot,
            List<String> kept,
            SequencedMap<String, String> empty,
            List<String> gone) {
        this.snapshot = snapshot;
        this.kept = kept;
        this.empty = empty;
        this.gone = gone;
    }

    /**
     * Changes nothing.
     *
     * @param engine of this version
     * @param model digest of this version's document
     * @throws LockstepException if the snapshot does not say what its windows were
     */
    public static CarryOver of(
            Snapshot snapshot, ProjectSpec project, Engine engine, String model) {
        if (!snapshot.sections().contains(WindowDefinitions.SECTION)) {
            snapshot.demandModel(model);
        }
        WindowDefinitions now = WindowDefinitions.of(project);
        WindowDefinitions before = read(snapshot);
        Map<String, String> changed = now.changedSince(before);
        SequencedMap<String, String> empty = engine.startingEmpty(changed);
        List<String> kept = new ArrayList<>(now.names());
        kept.removeAll(empty.keySet());
        return new CarryOver(
                String.valueOf(snapshot.folder().getFileName()),
                kept,
                empty,
                now.goneSince(before));
    }

    private static WindowDefinitions read(Snapshot snapshot) {
        try (InputStream in = snapshot.open(WindowDefinitions.SECTION)) {
            return WindowDefinitions.read(in);
        } catch (IOException e) {
            throw new LockstepException(
                    PersistError.DAMAGED_SNAPSHOT,
                    "The list of windows of snapshot "
                            + snapshot.folder().getFileName()
                            + " cannot be read: "
                            + e
                            + ".",
                    e);
        }
    }

    /** The windows that start empty. */
    public Set<String> empty() {
        return empty.keySet();
    }

    /** What becomes of each window, one a line. */
    public List<String> lines() {
        List<String> all = new ArrayList<>();
        kept.forEach(w -> all.add("window " + w + " keeps its state"));
        empty.forEach((w, why) -> all.add("window " + w + " starts empty: " + why));
        gone.forEach(w -> all.add("the state of window " + w + " is left out: there is none now"));
        return all;
    }

    /** What is answered to somebody who has not asked for that. */
    public LockstepException refused() {
        return new LockstepException(
                PersistError.OTHER_MODEL,
                "Snapshot "
                        + snapshot
                        + " was taken of another version of the project. With carryover=true: "
                        + String.join("; ", lines())
                        + ".");
    }
}
