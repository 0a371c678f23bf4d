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
            "let the client send again what it sent last, and close its connection in order"),
    BUS_UNREACHABLE(
            "LS-4119", Category.EXTERNAL, "check hosts, ports, rights and that the brokers run"),
    NO_PARTITION(
            "LS-4120",
            Category.USER,
            "name a partition that the topic has, or make the topic with one partition"),
    LACKS_HISTORY(
            "LS-4121",
            Category.EXTERNAL,
            "begin at an offset that is there, and let the topic keep its records longer"),
    BAD_RECORD("LS-4122", Category.USER, "send records of the form that kafkatype names"),
    BAD_URL("LS-4123", Category.USER, "write dfESP://host:port/project/query/window"),
    BAD_TRANSPORT_FILE(
            "LS-4124", Category.USER, "see the reference of adapters for keys and both forms"),
    UNKNOWN_TRANSPORT("LS-4125", Category.USER, "say transport=kafka, and name its file"),
    NO_SCHEMA(
            "LS-4126",
            Category.EXTERNAL,
            "start an engine whose project has Kafka connectors with this host and port as"
                    + " urlhostport"),
    NO_WINDOW("LS-4127", Category.USER, "correct project, query and window in the url"),
    SOURCE_DIFFERS(
            "LS-4128",
            Category.USER,
            "let all adapters of a failovergroup read the same source, or name another group"),
    BAD_METADATA("LS-4129", Category.EXTERNAL, "let nobody else write to topics of metadata"),
    BAD_SCHEMA(
            "LS-4130",
            Category.USER,
            "correct the schema of the records; the reference of connectors tells what fits"),
    REGISTRY_FAILED(
            "LS-4131",
            Category.EXTERNAL,
            "check the URL of the schema registry and that it answers; nothing was skipped");

    private final Text text;

    ConnectorCode(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
