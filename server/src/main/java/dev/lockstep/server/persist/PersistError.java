package dev.lockstep.server.persist;

import dev.lockstep.api.error.ErrorCode;

/** What can be wrong with a folder of snapshots. */
public enum PersistError implements ErrorCode {
    NO_SNAPSHOT("LS-6201", Category.USER, "name the folder that persisted was given"),
    DAMAGED_SNAPSHOT(
            "LS-6202",
            Category.EXTERNAL,
            "move the damaged one away to restore the one that the message names"),
    OTHER_FORMAT("LS-6203", Category.USER, "restore it with the version of Lockstep that wrote it"),
    OTHER_MODEL(
            "LS-6204",
            Category.USER,
            "load the model that the snapshot was taken of, or see the message for what can be"
                    + " carried over"),
    NOT_SAVED("LS-6205", Category.EXTERNAL, "check the folder, the permissions and the free space"),
    OTHER_KIND(
            "LS-6206",
            Category.USER,
            "restore it into the project as it ran then, or begin without it");

    private final Text text;

    PersistError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
