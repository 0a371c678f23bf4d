package dev.lockstep.connectors.adapter;

import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.connectors.fs.FsConnector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that may stand behind {@code -C}: those of adapters, and those of the connector. */
public final class AdapterProperties {
    /** Names of adapters and what they mean. */
    private static final Map<String, String> OWN = new LinkedHashMap<>();

    /** Those that are accepted and do nothing, with the reason. */
    private static final Map<String, String> WITHOUT_EFFECT = new LinkedHashMap<>();

    /** Those that are known and refused, with the reason. */
    private static final Map<String, String> REFUSED = new LinkedHashMap<>();

    static {
        OWN.put("type", "`pub` or `sub`");
        OWN.put("url", "The window: `dfESP://host:port/project/query/window`, options behind `?`");
        OWN.put("transport", "`kafka`");
        OWN.put("transportconfigfile", "Its file; else `kafka.cfg` in the current directory");
        OWN.put("loglevel", "trace, debug, info, warn, error, fatal or off");
        WITHOUT_EFFECT.put("configfilesection", "there is no connector configuration file");
        WITHOUT_EFFECT.put("logconfigfile", "loglevel says how much is logged");
        WITHOUT_EFFECT.put("restartonerror", "whoever starts the adapter starts it again");
        WITHOUT_EFFECT.put("quiesceproject", "a bus cannot tell that a project is at rest");
        REFUSED.put("gdconfigfile", "over a bus its records are the acknowledgement");
    }

    private AdapterProperties() {}

    static boolean isOwn(String name) {
        return OWN.containsKey(name);
    }

    static Map<String, String> withoutEffect() {
        return WITHOUT_EFFECT;
    }

    static Map<String, String> refused() {
        return REFUSED;
    }

    static boolean isOfConnector(String name) {
        return specs().stream().anyMatch(p -> p.name().equals(name));
    }

    private static List<PropertySpec> specs() {
        return new FsConnector().properties();
    }

    static boolean isKnown(String name) {
        return isOwn(name)
                || WITHOUT_EFFECT.containsKey(name)
                || REFUSED.containsKey(name)
                || isOfConnector(name);
    }

    /** The table of those that a connector does not have, as Markdown. */
    public static String markdown() {
        StringBuilder s = new StringBuilder("| property | meaning |\n|---|---|\n");
        OWN.forEach((name, meaning) -> row(s, name, meaning));
        WITHOUT_EFFECT.forEach((name, why) -> row(s, name, "No effect: " + why));
        REFUSED.forEach((name, why) -> row(s, name, "Refused: " + why));
        return s.toString();
    }

    private static void row(StringBuilder s, String name, String meaning) {
        s.append("| `").append(name).append("` | ").append(meaning).append(" |\n");
    }
}
