package dev.lockstep.server.outlet;

import dev.lockstep.api.error.ErrorCode;

/** What can go wrong where output leaves a replicated project other than by a bus. */
public enum OutletError implements ErrorCode {
    FILE_LACKS(
            "LS-5051",
            Category.EXTERNAL,
            "bring the file back as it was, or take it away and start a new project name"),
    FILE_DIFFERS(
            "LS-5052",
            Category.EXTERNAL,
            "somebody else has written to the file; bring it back as it was"),
    FILE_FAILED(
            "LS-5053",
            Category.EXTERNAL,
            "see the reason; the engine tries again every second and completes the file"),
    TOO_SLOW(
            "LS-5054",
            Category.RESOURCE,
            "see why it does not take more; the next engine that takes over begins anew");

    private final Text text;

    OutletError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
