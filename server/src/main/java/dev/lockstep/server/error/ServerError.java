package dev.lockstep.server.error;

import dev.lockstep.api.error.ErrorCode;

/** Error codes of the server and the command line. */
public enum ServerError implements ErrorCode {
    FILE_NOT_READABLE("LS-5001", Category.EXTERNAL, "check the name and the permissions"),
    BAD_OPTION("LS-5002", Category.USER, "see lockstep run --help"),
    ENDLESS_PUBLISHER(
            "LS-5003",
            Category.USER,
            "give it maxevents, make it inactive, or run without --until-finished"),
    CONNECTOR_FAILED("LS-5004", Category.EXTERNAL, "see the message of the connector"),
    CONNECTOR_FAULT(
            "LS-5010",
            Category.INTERNAL,
            "report it with the message and the input at that place; nothing in the model is"
                    + " wrong"),
    GROUP_WAITS("LS-5005", Category.USER, "correct the connector that failed; others wait for it"),
    JOURNAL_MISMATCH(
            "LS-5006",
            Category.USER,
            "replay the journal with the model and settings that it was made with"),
    UNKNOWN_CONNECTOR_CLASS("LS-5007", Category.USER, "see the reference of connectors"),
    JOURNAL_DAMAGED("LS-5009", Category.USER, "give an undamaged file that run --journal wrote"),
    FILE_NOT_WRITABLE(
            "LS-5008", Category.EXTERNAL, "check the folder, the permissions and the free space");

    private final Text text;

    ServerError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
