package dev.lockstep.connectors.adapter;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.transport.WindowUrl;
import dev.lockstep.connectors.ConnectorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses of windows: {@code dfESP://host:port/project/query/window?option=value?…}. */
public final class WindowUrls {
    private static final Pattern URL =
            Pattern.compile("dfESP://(.+)[:_](\\d{1,5})/([^/?]+)/([^/?]+)/([^/?]+)((?:\\?.*)?)");
    private static final List<String> OPTIONS = List.of("snapshot", "collapse", "rmretdel");

    private WindowUrls() {}

    /**
     * @throws LockstepException {@link ConnectorCode#BAD_URL}
     */
    public static WindowUrl parse(String text) {
        Matcher m = URL.matcher(text);
        if (!m.matches() || Integer.parseInt(m.group(2)) > 65_535) {
            throw bad(text, "it is not of the form dfESP://host:port/project/query/window");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : m.group(6).split("[?&]")) {
            if (!option.isEmpty()) {
                option(text, option, options);
            }
        }
        return new WindowUrl(
                m.group(1),
                Integer.parseInt(m.group(2)),
                m.group(3),
                m.group(4),
                m.group(5),
                java.util.Collections.unmodifiableMap(options));
    }

    private static void option(String text, String option, Map<String, String> options) {
        int equals = option.indexOf('=');
        String name = option.substring(0, Math.max(0, equals)).toLowerCase(Locale.ROOT);
        String value = option.substring(equals + 1).toLowerCase(Locale.ROOT);
        if (!OPTIONS.contains(name)) {
            throw bad(
                    text,
                    "it has the option '"
                            + option
                            + "', known are snapshot, collapse"
                            + " and rmretdel");
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw bad(text, "the option " + name + " is neither true nor false");
        }
        options.put(name, value);
    }

    private static LockstepException bad(String text, String why) {
        return new LockstepException(
                ConnectorCode.BAD_URL, "'" + text + "' is no address of a window: " + why + ".");
    }
}
