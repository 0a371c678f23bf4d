package dev.lockstep.connectors;

import dev.lockstep.api.error.ErrorCode;

/** What can be wrong with a connector's properties or with what it talks to. */
public enum ConnectorCode implements ErrorCode {
    UNKNOWN_PROPERTY(
            "LS-4101", Category.USER, "see the reference of connectors for the properties"),
    BAD_PROPERTY("LS-4102", Category.USER, "see the reference of connectors for allowed values"),
    MISSING_PROPERTY("LS-4103", Category.USER, "add the property"),
    REFUSED_PROPERTY("LS-4104", Category.USER, "remove the property; what it asks for is missing"),
    WITHOUT_EFFECT("LS-4105", Category.USER, "nothing needs to be done"),
    UNFIT_SCHEMA("LS-4106", Category.USER, "give the window the fields that the connector fills"),
    OPEN_FAILED("LS-4110", Category.EXTERNAL, "check the name, the rights and the folder"),
    READ_FAILED("LS-4111", Category.EXTERNAL, "check the file or the other side"),
    WRITE_FAILED("LS-4112", Category.EXTERNAL, "check space and rights, or the other side"),
    INPUT_TRUNCATED("LS-4113", Category.EXTERNAL, "do not shorten a file that is being read"),
    INPUT_VANISHED("LS-4114", Category.EXTERNAL, "do not remove a file that is being read"),
    SOCKET_FAILED("LS-4115", Category.EXTERNAL, "check host, port and the other side"),
    BAD_INPUT(
            "LS-4116",
            Category.USER,
            "correct the row, or let bad rows be dropped with ignorecsvparseerrors=true"),
    BLOCK_TOO_LARGE("LS-4117", Category.RESOURCE, "make transactional blocks smaller"),
    CLIENT_LOST(
            "LS-4118",
            Category.EXTERNAL,
            "let the client send again what it sent last, and close its connection in order");

    private final Text text;

    ConnectorCode(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
