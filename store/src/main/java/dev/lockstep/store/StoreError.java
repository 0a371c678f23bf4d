package dev.lockstep.store;

import dev.lockstep.api.error.ErrorCode;

/** What can go wrong with stores on disk. */
public enum StoreError implements ErrorCode {
    NOT_OPENED(
            "LS-6101",
            Category.EXTERNAL,
            "see to it that the folder can be written and has room, or name another in"
                    + " disk-store-path"),
    FAILED(
            "LS-6102",
            Category.EXTERNAL,
            "see to it that the disk has room and works, and run again from the last snapshot");

    private final Text text;

    StoreError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
