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
            "LS-5008", Category.EXTERNAL, "check the folder, the permissions and the free space"),
    PROJECT_BUSY("LS-5011", Category.RESOURCE, "ask again when the other request is done"),
    ILLEGAL_STATE(
            "LS-5012", Category.USER, "look at the project's state and bring it there in steps"),
    UNKNOWN_PROJECT("LS-5013", Category.USER, "load it, or see projects for the names"),
    PROJECT_EXISTS("LS-5014", Category.USER, "remove it first, or ask with overwrite=true"),
    NO_REPLICAS("LS-5015", Category.USER, "only a project in hot failover has a standby"),
    PATH_REFUSED(
            "LS-5016",
            Category.USER,
            "name a folder below the server's own, or start the server with -C persist.root or"
                    + " -C file.root"),
    URL_REFUSED("LS-5017", Category.USER, "start the server with -C url.hosts"),
    REQUEST_TOO_LARGE("LS-5018", Category.USER, "see the limit that the message names"),
    UNKNOWN_RESOURCE("LS-5019", Category.USER, "see the reference of the REST interface"),
    METHOD_REFUSED("LS-5020", Category.USER, "see the reference of the REST interface"),
    BAD_PARAMETER("LS-5021", Category.USER, "see the reference of the REST interface"),
    CANNOT_LISTEN("LS-5022", Category.EXTERNAL, "choose another port or address"),
    TOO_MANY_REQUESTS("LS-5023", Category.RESOURCE, "ask again later"),
    PROJECT_FAILED(
            "LS-5024", Category.INTERNAL, "see the log; remove the project and load it again"),
    TOO_MANY_ROWS("LS-5025", Category.USER, "ask for fewer with limit"),
    SERVER_NOT_REACHED("LS-5026", Category.EXTERNAL, "check the address and that a server runs"),
    URL_NOT_READABLE("LS-5027", Category.EXTERNAL, "check the address"),
    NOT_QUIET("LS-5028", Category.RESOURCE, "see which connector holds it up, and stop it again"),
    INTERNAL_FAULT("LS-5029", Category.INTERNAL, "report it with the request and the log"),
    FOREIGN_PAGE(
            "LS-5030", Category.USER, "ask from a program, or from a page of this very server"),
    NO_FAILOVER(
            "LS-5040",
            Category.USER,
            "correct the connector, or take hotfailover away from all connectors"),
    NOT_IN_STEP("LS-5041", Category.RESOURCE, "ask again when the engine is active or a standby"),
    NO_SHADOW(
            "LS-5042",
            Category.RESOURCE,
            "give the machine memory for a second state, or choose -C snapshot.by=engine");

    private final Text text;

    ServerError(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
