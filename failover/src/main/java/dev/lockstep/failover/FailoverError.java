package dev.lockstep.failover;

import dev.lockstep.api.error.ErrorCode;

/** What can go wrong with a project in failover. */
public enum FailoverError implements ErrorCode {
    DAMAGED_ENTRY(
            "LS-7001",
            Category.EXTERNAL,
            "the journal's records were changed; restore the topic, or start a new project name"),
    UNKNOWN_VERSION(
            "LS-7002", Category.USER, "run engines of the same version of Lockstep in one project"),
    JOURNAL_OUT_OF_ORDER(
            "LS-7003",
            Category.EXTERNAL,
            "see to it that nothing but engines of this project writes to its journal topic"),
    OTHER_MODEL(
            "LS-7004",
            Category.USER,
            "load the model and the settings that the other engines of the project have"),
    LACKS_HISTORY(
            "LS-7005",
            Category.EXTERNAL,
            "give the engine a newer snapshot, or keep the topics for longer"),
    INPUT_DIFFERS(
            "LS-7006",
            Category.EXTERNAL,
            "the input topic was changed, compacted or made anew; start a new project name"),
    DIVERGED(
            "LS-7007",
            Category.INTERNAL,
            "keep the evidence and report it; the engine rebuilds its state by itself"),
    CANNOT_FENCE(
            "LS-7008",
            Category.EXTERNAL,
            "see whether the brokers can be reached and accept transactions"),
    CANNOT_PREPARE(
            "LS-7009", Category.EXTERNAL, "see the reason; the engine goes on trying by itself"),
    TOO_LARGE(
            "LS-7010", Category.RESOURCE, "send smaller records or raise the limit that is named"),
    BROKEN_RULE("LS-7011", Category.INTERNAL, "report it with the log; the engine has stopped"),
    OTHER_JOURNAL(
            "LS-7014",
            Category.USER,
            "bring the journal's topic back, or move the snapshots away to begin anew"),
    WAITS_FOR_CHANGE(
            "LS-7015",
            Category.USER,
            "restore the snapshot with carryover=true on one engine, or load the version before");

    private final Text text;

    FailoverError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
