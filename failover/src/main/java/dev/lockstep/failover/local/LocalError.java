package dev.lockstep.failover.local;

import dev.lockstep.api.error.ErrorCode;

/** What can go wrong with a local journal. */
public enum LocalError implements ErrorCode {
    IN_USE(
            "LS-7081",
            Category.USER,
            "give each server process a journal.folder of its own, or end the other process"),
    DAMAGED(
            "LS-7082",
            Category.EXTERNAL,
            "bring the file back from a copy; nothing of it is skipped or repaired"),
    NOT_USABLE(
            "LS-7083", Category.EXTERNAL, "check the folder, the permissions and the free space");

    private final Text text;

    LocalError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
