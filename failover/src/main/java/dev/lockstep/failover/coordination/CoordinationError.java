package dev.lockstep.failover.coordination;

import dev.lockstep.api.error.ErrorCode;

/** What can go wrong while engines look for each other. */
public enum CoordinationError implements ErrorCode {
    OUT_OF_TOUCH(
            "LS-7040",
            Category.EXTERNAL,
            "see whether the coordinator can be reached; engines at work go on without it"),
    REFUSED(
            "LS-7041",
            Category.USER,
            "give the user or the rights that the coordinator wants, or correct its address"),
    BAD_MEMBER(
            "LS-7042",
            Category.USER,
            "use names without line breaks that are not longer than the limit says"),
    TOO_MANY_MEMBERS(
            "LS-7043", Category.RESOURCE, "remove what is not used any more from the coordinator"),
    BAD_SETTING("LS-7044", Category.USER, "correct the setting that is named"),
    LONG_SESSION(
            "LS-7045",
            Category.USER,
            "set the servers' tickTime to 500 ms or less, so that a lost engine is noticed early");

    private final Text text;

    CoordinationError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
