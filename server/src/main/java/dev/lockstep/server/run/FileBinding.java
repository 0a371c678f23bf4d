package dev.lockstep.server.run;

import dev.lockstep.api.connector.ConnectorClass;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code WINDOW=FILE[,name=value]…} of the command line.
 *
 * @param window {@code query/window} or {@code project/query/window}
 * @param properties of the fs connector, fsname among them
 */
public record FileBinding(String window, Map<String, String> properties) {
    /** A value runs to the next {@code ,knownname=}, so it may hold commas, blanks and colons. */
    public static FileBinding parse(String text, boolean isInput) {
        int equals = text.indexOf('=');
        if (equals <= 0 || equals == text.length() - 1) {
            throw new LockstepException(
                    ServerError.BAD_OPTION, "\"" + text + "\" is not WINDOW=FILE[,name=value]….");
        }
        ConnectorClass fs = ConnectorClasses.named("fs", Location.UNKNOWN);
        List<String> names = fs.properties().stream().map(p -> p.name()).toList();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("fstype", "csv");
        String rest = text.substring(equals + 1);
        List<String> parts = split(rest, names);
        properties.put("fsname", parts.get(0));
        for (String part : parts.subList(1, parts.size())) {
            int at = part.indexOf('=');
            properties.put(part.substring(0, at), part.substring(at + 1));
        }
        if (!isInput) {
            properties.putIfAbsent("snapshot", "false");
        }
        return new FileBinding(text.substring(0, equals), properties);
    }

    private static List<String> split(String rest, List<String> names) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == ',' && startsName(rest, i + 1, names)) {
                parts.add(rest.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(rest.substring(start));
        return parts;
    }

    private static boolean startsName(String rest, int at, List<String> names) {
        for (String n : names) {
            if (rest.startsWith(n + "=", at)) {
                return true;
            }
        }
        return false;
    }
}
