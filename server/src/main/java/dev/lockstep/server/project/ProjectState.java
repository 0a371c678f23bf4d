package dev.lockstep.server.project;

import java.util.Locale;

/** Where a project is in its life. */
public enum ProjectState {
    /** Loaded; nothing was stepped yet. */
    CREATED(0),
    /** Loaded, with the state of a snapshot; nothing was stepped since. */
    RESTORED(0),
    RUNNING(1),
    /** Takes no input and no time passes; everything that had arrived was processed and written. */
    STOPPED(2),
    /** Could not go on; only removing it is left. */
    FAILED(3),
    REMOVED(4);

    private final int published;

    ProjectState(int published) {
        this.published = published;
    }

    /**
     * The published value of the metric {@code esp_project_state}: 0 creating, 1 running, 2
     * stopped, 3 failed, 4 removed.
     */
    public int published() {
        return published;
    }

    /** As REST shows it, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
