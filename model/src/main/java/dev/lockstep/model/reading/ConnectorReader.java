package dev.lockstep.model.reading;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Location;
import dev.lockstep.model.ModelError;
import dev.lockstep.model.project.ConnectorSpec;
import dev.lockstep.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        return all;
    }

    private ConnectorSpec connector(XmlElement c, int ordinal) {
        boolean isActive = isActive(c);
        String kind = reading.required(c, "class", "");
        String name = c.attribute("name");
        Map<String, String> properties = new LinkedHashMap<>();
        XmlElement list = c.child("properties");
        if (list != null) {
            for (XmlElement p : list.children("property")) {
                String value =
                        isActive
                                ? reading.resolve(p.text(), p.textWhere())
                                : reading.resolveQuietly(p.text(), p.textWhere());
                properties.put(reading.required(p, "name", "").strip(), value.strip());
            }
        }
        if (isActive && !reading.options().connectorClasses().contains(kind) && !kind.isEmpty()) {
            reading.error(
                    ModelError.UNSUPPORTED,
                    c.where(),
                    "Connectors of class " + kind + " are not supported yet.");
        }
        Direction direction = direction(c, properties.remove("type"), c.where());
        return new ConnectorSpec(
                kind,
                name == null || name.isBlank() ? kind + "_" + ordinal : name.strip(),
                direction,
                isActive,
                properties,
                c.where());
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

    private Direction direction(XmlElement c, @Nullable String property, Location where) {
        String attribute = reading.attribute(c, "type");
        String v =
                property == null || property.isEmpty()
                        ? attribute == null ? "" : attribute
                        : property;
        return switch (v.toLowerCase(Locale.ROOT)) {
            case "pub", "publish", "publisher" -> Direction.PUBLISH;
            case "sub", "subscribe", "subscriber" -> Direction.SUBSCRIBE;
            default -> {
                reading.error(
                        ModelError.BAD_CONNECTOR,
                        where,
                        "The connector does not say whether it publishes or subscribes.");
                yield Direction.SUBSCRIBE;
            }
        };
    }
}
