package dev.lockstep.engine.snapshot;

import dev.lockstep.api.error.ErrorCode;

/** What can be wrong with a snapshot. */
public enum SnapshotError implements ErrorCode {
    NOT_A_SNAPSHOT("LS-6001", Category.USER, "give a file that was written as a snapshot"),
    UNKNOWN_VERSION(
            "LS-6002", Category.USER, "restore it with the version of Lockstep that wrote it"),
    OTHER_PROJECT("LS-6003", Category.USER, "restore it into the project that it was taken of"),
    DAMAGED(
            "LS-6004",
            Category.USER,
            "take an older snapshot; the entries behind it are in the journal"),
    NOT_WRITTEN("LS-6005", Category.USER, "see to it that there is room, and take it again"),
    ENGINE_IN_USE("LS-6006", Category.INTERNAL, "restore into an engine that has just been opened");

    private final Text text;

    SnapshotError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
