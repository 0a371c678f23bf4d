package dev.lockstep.model.reading;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the connectors of a window. */
final class ConnectorReader {
    private final Reading reading;

    ConnectorReader(Reading reading) {
        this.reading = reading;
    }

    List<ConnectorSpec> read(XmlElement window) {
        List<ConnectorSpec> all = new ArrayList<>();
        XmlElement connectors = window.child("connectors");
        if (connectors == null) {
            return all;
        }
        reading.recording(false);
        for (XmlElement c : connectors.children("connector")) {
            ConnectorSpec spec = connector(c, all.size());
            if (all.stream().anyMatch(o -> o.name().equals(spec.name()))) {
                reading.error(
                        ModelError.DUPLICATE_NAME,
                        c.where(),
                        "There are two connectors " + spec.name() + " on one window.");
            }
            all.add(spec);
        }
        reading.recording(true);
        return all;
    }

    private ConnectorSpec connector(XmlElement c, int ordinal) {
        boolean isActive = isActive(c);
        String kind = isActive ? reading.required(c, "class", "") : plain(c, "class");
        String name = c.attribute("name");
        Map<String, String> properties = properties(c, isActive);
        if (isActive && !reading.options().connectorClasses().contains(kind) && !kind.isEmpty()) {
            reading.error(
                    ModelError.UNSUPPORTED,
                    c.where(),
                    "Connectors of class " + kind + " are not supported yet.");
        }
        String property = properties.remove("type");
        String type = property == null || property.isEmpty() ? plain(c, "type") : property;
        Direction direction = direction(reading.resolveQuietly(type, c.where()), isActive, c);
        return new ConnectorSpec(
                kind,
                name == null || name.isBlank() ? kind + "_" + ordinal : name.strip(),
                direction,
                isActive,
                properties,
                c.where());
    }

    private Map<String, String> properties(XmlElement c, boolean isActive) {
        Map<String, String> properties = new LinkedHashMap<>();
        XmlElement list = c.child("properties");
        if (list == null) {
            return properties;
        }
        for (XmlElement p : list.children("property")) {
            String value =
                    isActive
                            ? reading.resolve(p.text(), p.textWhere())
                            : reading.resolveQuietly(p.text(), p.textWhere());
            String name = reading.required(p, "name", "").strip();
            String before = properties.put(name, value.strip());
            if (isActive && before != null && !name.isEmpty()) {
                twice(p, name, before, value.strip());
            }
        }
        return properties;
    }

    /**
     * Published models have such pairs; the last one counts (assumed), and nobody is left to guess.
     */
    private void twice(XmlElement p, String name, String before, String value) {
        String twice = "Property " + name + " of the connector is given twice, ";
        String values =
                before.equals(value)
                        ? "as \"" + value + "\" both times."
                        : "as \"" + before + "\" and as \"" + value + "\"; the last one counts.";
        reading.warn(ModelError.DUPLICATE_PROPERTY, p.where(), twice + values);
    }

    private boolean isActive(XmlElement c) {
        if (reading.options().isWithoutConnectors()) {
            return false;
        }
        String v = c.attribute("active");
        if (v == null || v.isBlank()) {
            return true;
        }
        return !reading.resolve(v, c.where())
                .strip()
                .toLowerCase(Locale.ROOT)
                .matches("false|no|0");
    }

    private static String plain(XmlElement c, String attribute) {
        String v = c.attribute(attribute);
        return v == null ? "" : v.strip();
    }

    private Direction direction(String v, boolean isActive, XmlElement c) {
        return switch (v.toLowerCase(Locale.ROOT)) {
            case "pub", "publish", "publisher" -> Direction.PUBLISH;
            case "sub", "subscribe", "subscriber" -> Direction.SUBSCRIBE;
            default -> {
                if (isActive) {
                    reading.error(
                            ModelError.BAD_CONNECTOR,
                            c.where(),
                            "The connector does not say whether it publishes or subscribes.");
                }
                yield Direction.SUBSCRIBE;
            }
        };
    }
}
