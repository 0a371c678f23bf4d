package dev.lockstep.connectors.adapter;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.transport.TransportSetting;
import dev.lockstep.connectors.ConnectorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a transport's configuration file in both published forms: lines {@code name = "value"}, or
 * the same in blocks {@code kafka { … } sas { … }}. Blanks do not matter, {@code #} begins a
 * comment, a value may lack its quotation marks and then ends with its line, an apostrophe that
 * strayed to its beginning or end is dropped. One use.
 */
public final class TransportFile {
    private final String document;
    private final String text;
    private final List<TransportSetting> settings = new ArrayList<>();
    private String section = "";
    private int at;
    private int line = 1;
    private int lineStart;

    private TransportFile(String document, String text) {
        this.document = document;
        this.text = text;
    }

    /**
     * @throws LockstepException {@link ConnectorCode#BAD_TRANSPORT_FILE} with line and column
     */
    public static List<TransportSetting> read(Path file) {
        try {
            if (Files.size(file) > AdapterLimits.TRANSPORT_FILE.defaultValue()) {
                throw new LockstepException(
                        ConnectorCode.BAD_TRANSPORT_FILE,
                        "The transport file "
                                + file
                                + " has more than "
                                + AdapterLimits.TRANSPORT_FILE.defaultValue()
                                + " bytes.");
            }
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new LockstepException(
                    ConnectorCode.BAD_TRANSPORT_FILE,
                    "The transport file " + file + " cannot be read: " + e + ".",
                    e);
        }
    }

    /** The same for text. */
    public static List<TransportSetting> parse(String document, String text) {
        TransportFile file = new TransportFile(document, text);
        file.parse();
        return List.copyOf(file.settings);
    }

    private void parse() {
        if (text.startsWith("\uFEFF")) {
            at = 1;
        }
        for (skipBlanks(true); at < text.length(); skipBlanks(true)) {
            char c = text.charAt(at);
            if (c == '}') {
                if (section.isEmpty()) {
                    throw bad(at, "a block is closed that was not opened");
                }
                section = "";
                at++;
            } else if (c == ';' || c == ',') {
                at++;
            } else {
                entry();
            }
        }
        if (!section.isEmpty()) {
            throw bad(at, "the block " + section + " is not closed");
        }
    }

    /** {@code name = value}, or {@code name {}. */
    private void entry() {
        int start = at;
        while (at < text.length() && isOfName(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at).toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw bad(start, "a name was expected, not '" + text.charAt(start) + "'");
        }
        Location where = place(start);
        skipBlanks(true);
        boolean hasSign = at < text.length() && "=:".indexOf(text.charAt(at)) >= 0;
        if (hasSign) {
            at++;
            skipBlanks(false);
        }
        if (at < text.length() && text.charAt(at) == '{') {
            if (!section.isEmpty()) {
                throw bad(start, "the block " + name + " stands in the block " + section);
            }
            section = name;
            at++;
        } else if (hasSign) {
            settings.add(new TransportSetting(section, name, value(), where));
        } else {
            throw bad(start, "behind " + name + " there is neither = nor {");
        }
    }

    private String value() {
        String value;
        if (at < text.length() && text.charAt(at) == '"') {
            int end = text.indexOf('"', at + 1);
            int newLine = text.indexOf('\n', at);
            if (end < 0 || newLine >= 0 && newLine < end) {
                throw bad(at, "a quotation mark is not closed on its line");
            }
            value = text.substring(at + 1, end);
            at = end + 1;
        } else {
            int start = at;
            while (at < text.length() && !isEnd(start)) {
                at++;
            }
            value = text.substring(start, at).strip();
        }
        return withoutApostrophes(value);
    }

    private boolean isEnd(int start) {
        char c = text.charAt(at);
        boolean isAfterBlank = at == start || Character.isWhitespace(text.charAt(at - 1));
        return c == '\n' || c == '\r' || c == '}' || c == '#' && isAfterBlank;
    }

    private static String withoutApostrophes(String value) {
        String v = value.startsWith("'") ? value.substring(1) : value;
        return v.endsWith("'") ? v.substring(0, v.length() - 1) : v;
    }

    private static boolean isOfName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private void skipBlanks(boolean isOverLines) {
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '#' && isOverLines) {
                int end = text.indexOf('\n', at);
                at = (end < 0 ? text.length() : end) - 1;
            } else if (c == '\n') {
                if (!isOverLines) {
                    return;
                }
                line++;
                lineStart = at + 1;
            } else if (!Character.isWhitespace(c)) {
                return;
            }
        }
    }

    private Location place(int offset) {
        return new Location(document, line, offset - lineStart + 1);
    }

    private LockstepException bad(int offset, String what) {
        return new LockstepException(
                Problem.error(
                        ConnectorCode.BAD_TRANSPORT_FILE,
                        place(offset),
                        "The transport file cannot be read: " + what + "."));
    }
}
