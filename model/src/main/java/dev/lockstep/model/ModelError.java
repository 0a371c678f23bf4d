package dev.lockstep.model;

import dev.lockstep.api.error.ErrorCode;

/** Error codes of reading and checking projects. */
public enum ModelError implements ErrorCode {
    MALFORMED_XML("LS-1001", "correct the document at that place"),
    FORBIDDEN_XML("LS-1002", "remove the document type and its entities"),
    XML_TOO_LARGE("LS-1003", "split the project"),
    UNKNOWN_ELEMENT("LS-1004", "correct its name or remove it"),
    UNKNOWN_ATTRIBUTE("LS-1005", "correct its name or remove it"),
    MISSING_ATTRIBUTE("LS-1006", "add it"),
    MISSING_ELEMENT("LS-1007", "add it"),
    BAD_VALUE("LS-1008", "write one of the values that the reference names"),
    UNSUPPORTED("LS-1009", "see the reference of project XML for what is supported"),
    UNRESOLVED_PLACEHOLDER(
            "LS-1010", "give it a value with --set, the environment or a project property"),
    DUPLICATE_NAME("LS-1011", "give one of them another name"),
    UNKNOWN_WINDOW("LS-1012", "name a window of the same continuous query"),
    UNKNOWN_FIELD("LS-1013", "name a field of the schema"),
    BAD_SCHEMA("LS-1014", "correct the schema"),
    CYCLE("LS-1015", "remove one of the edges"),
    BAD_EDGES("LS-1016", "correct the edges of the window"),
    BAD_JOIN("LS-1017", "join on the whole key of the dimension side"),
    NO_EFFECT("LS-1018", "remove it, or leave it: it changes nothing here"),
    BAD_CONNECTOR("LS-1019", "see the reference of connectors"),
    NOT_A_PROJECT("LS-1020", "the root element must be project or engine"),
    DUPLICATE_PROPERTY("LS-1021", "keep the one that is meant and remove the others");

    private final Text text;

    ModelError(String code, String hint) {
        text = new Text(code, Category.USER, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
