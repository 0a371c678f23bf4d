package dev.lockstep.server.project;

/** What can be done to a project; the word is that of messages. */
public enum ProjectAction {
    START("started"),
    STOP("stopped"),
    PERSIST("persisted"),
    RESTORE("restored"),
    START_CONNECTORS("given connectors"),
    INJECT("given events"),
    SWITCH("switched"),
    REMOVE("removed"),
    FAIL("failed");

    private final String word;

    ProjectAction(String word) {
        this.word = word;
    }

    /** As in "cannot be started". */
    public String word() {
        return word;
    }
}
