package dev.lockstep.wire;

import dev.lockstep.api.error.ErrorCode;

/** What can be wrong with bytes that come in or go out. Codes are never reused. */
public enum WireCode implements ErrorCode {
    BAD_VALUE("LS-4001", Category.USER, "correct the value or the type of the field"),
    UNKNOWN_OPCODE(
            "LS-4002",
            Category.USER,
            "use i, u, d, p, s or sd, or say addcsvopcode=true when the rows have none"),
    UNKNOWN_FLAGS(
            "LS-4003",
            Category.USER,
            "use n, p or r, or say addcsvflags=normal when the rows have none"),
    LINE_TOO_LONG("LS-4004", Category.RESOURCE, "shorten the line"),
    FIELD_TOO_LONG("LS-4005", Category.RESOURCE, "shorten the value"),
    OPEN_QUOTE("LS-4006", Category.USER, "close the quotation, or escape the quotation mark"),
    BAD_DATE_FORMAT("LS-4007", Category.USER, "use the strftime codes that the reference lists"),
    MALFORMED_XML("LS-4009", Category.USER, "make the document well-formed, without a DTD"),
    MALFORMED_JSON("LS-4010", Category.USER, "make the document well-formed"),
    MALFORMED_PROPERTIES("LS-4011", Category.USER, "write one name=value a line"),
    NOT_A_BLOCK("LS-4012", Category.USER, "give a file that Lockstep wrote in binary form"),
    UNKNOWN_VERSION("LS-4013", Category.USER, "read the file with the version that wrote it"),
    CHECKSUM("LS-4014", Category.EXTERNAL, "the bytes were damaged; take an undamaged copy"),
    OTHER_SCHEMA("LS-4015", Category.USER, "use the schema with which the block was written"),
    TRUNCATED("LS-4016", Category.EXTERNAL, "the end is missing; take a complete copy"),
    TOO_LARGE("LS-4017", Category.RESOURCE, "use smaller blocks"),
    MALFORMED_BLOCK("LS-4018", Category.EXTERNAL, "take an undamaged copy"),
    TOO_DEEP("LS-4019", Category.RESOURCE, "flatten the document"),
    NOT_A_JOURNAL("LS-4020", Category.USER, "give a journal file that Lockstep wrote");

    private final Text text;

    WireCode(String code, Category category, String hint) {
        text = new Text(code, category, hint);
    }

    @Override
    public Text text() {
        return text;
    }
}
