package dev.lockstep.connectors.adapter.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a group has come: committed together with the blocks up to there, and again as a sign of
 * life.
 *
 * @param rows of the source that are on the input topic
 * @param digest of those rows
 * @param isLeaving whether whoever wrote it has ended in order
 * @param adapter who wrote it
 */
record GroupRecord(long rows, long digest, boolean isLeaving, String adapter) {
    /** Each record replaces those before it. */
    static final byte[] KEY = "position".getBytes(StandardCharsets.UTF_8);

    /** Nothing was written yet. */
    static final GroupRecord NONE = new GroupRecord(0, 0, true, "");

    private static final Pattern TEXT =
            Pattern.compile("lockstep-group 1 (\\d{1,18}) ([0-9a-f]{16}) (here|leaving) (.*)");

    byte[] bytes() {
        String text =
                "lockstep-group 1 "
                        + rows
                        + " "
                        + java.util.HexFormat.of().toHexDigits(digest)
                        + (isLeaving ? " leaving " : " here ")
                        + adapter;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @throws LockstepException {@link ConnectorCode#BAD_METADATA}
     */
    static GroupRecord of(String topic, byte[] value) {
        Matcher m = TEXT.matcher(new String(value, StandardCharsets.UTF_8));
        if (!m.matches()) {
            throw new LockstepException(
                    ConnectorCode.BAD_METADATA,
                    "The topic " + topic + " holds a record that no adapter of a group wrote.");
        }
        return new GroupRecord(
                Long.parseLong(m.group(1)),
                Long.parseUnsignedLong(m.group(2), 16),
                m.group(3).equals("leaving"),
                m.group(4));
    }
}
