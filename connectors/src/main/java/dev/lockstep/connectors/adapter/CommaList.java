package dev.lockstep.connectors.adapter;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.ConnectorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code name=value,name=value,…}: a value runs to the next comma with a known name and an equals
 * sign behind it, so it may hold commas, colons and blanks; quotation marks around it are dropped.
 */
final class CommaList {
    private static final Pattern NAME = Pattern.compile("(?<=^|,)\\s*([A-Za-z_]+)\\s*=");

    private CommaList() {}

    private record Start(String name, int from, int value) {}

    /**
     * @throws LockstepException with an unknown name, or one that was given twice
     */
    static Map<String, String> parse(String text) {
        List<Start> starts = starts(text);
        if (starts.isEmpty() || !text.substring(0, starts.get(0).from()).isBlank()) {
            throw new LockstepException(
                    ConnectorCode.BAD_PROPERTY,
                    "'" + text + "' is not of the form name=value,name=value.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < starts.size(); i++) {
            Start s = starts.get(i);
            int end = i + 1 < starts.size() ? starts.get(i + 1).from() - 1 : text.length();
            String value = unquoted(text.substring(s.value(), end).strip());
            if (values.put(s.name(), value) != null) {
                throw new LockstepException(
                        ConnectorCode.BAD_PROPERTY, "The property " + s.name() + " stands twice.");
            }
        }
        return values;
    }

    private static List<Start> starts(String text) {
        List<Start> starts = new ArrayList<>();
        Matcher m = NAME.matcher(text);
        for (int at = 0; m.find(at); ) {
            String name = m.group(1);
            if (!AdapterProperties.isKnown(name)) {
                throw new LockstepException(
                        ConnectorCode.UNKNOWN_PROPERTY,
                        "The property "
                                + name
                                + " is not known; if it is a part of the value before it, that"
                                + " value needs quotation marks that reach the adapter.");
            }
            starts.add(new Start(name, m.start(), m.end()));
            at = behindQuotes(text, m.end());
        }
        return starts;
    }

    /** What stands in quotation marks holds no names. */
    private static int behindQuotes(String text, int from) {
        char quote = from < text.length() ? text.charAt(from) : 0;
        if (quote != '"' && quote != '\'') {
            return from;
        }
        for (int end = text.indexOf(quote, from + 1);
                end >= 0;
                end = text.indexOf(quote, end + 1)) {
            if (end + 1 == text.length() || text.charAt(end + 1) == ',') {
                return end + 1;
            }
        }
        return from;
    }

    /** Without a pair of quotation marks around it. */
    static String unquoted(String value) {
        boolean isQuoted =
                value.length() > 1
                        && "\"'".indexOf(value.charAt(0)) >= 0
                        && value.charAt(value.length() - 1) == value.charAt(0);
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }
}
