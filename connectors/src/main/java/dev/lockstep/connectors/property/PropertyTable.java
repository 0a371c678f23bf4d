package dev.lockstep.connectors.property;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.connector.PropertySpec;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties of one connector class, and those that it knows but refuses. Immutable. */
public final class PropertyTable {
    private static final Set<Direction> BOTH = Set.of(Direction.PUBLISH, Direction.SUBSCRIBE);
    private static final Set<Direction> PUBLISH = Set.of(Direction.PUBLISH);
    private static final Set<Direction> SUBSCRIBE = Set.of(Direction.SUBSCRIBE);

    private final Map<String, PropertySpec> specs = new LinkedHashMap<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /** Adds a property of both directions; the kind follows from the default. */
    public PropertyTable both(String name, String otherwise, String meaning) {
        return add(BOTH, name, otherwise, meaning);
    }

    public PropertyTable publish(String name, String otherwise, String meaning) {
        return add(PUBLISH, name, otherwise, meaning);
    }

    public PropertyTable subscribe(String name, String otherwise, String meaning) {
        return add(SUBSCRIBE, name, otherwise, meaning);
    }

    private PropertyTable add(Set<Direction> to, String name, String otherwise, String meaning) {
        return add(spec(to, name, kind(otherwise), otherwise, true, meaning));
    }

    private static PropertySpec.Kind kind(String otherwise) {
        if (otherwise.equals("true") || otherwise.equals("false")) {
            return PropertySpec.Kind.BOOLEAN;
        }
        return !otherwise.isEmpty() && otherwise.chars().allMatch(c -> c >= '0' && c <= '9')
                ? PropertySpec.Kind.INTEGER
                : PropertySpec.Kind.TEXT;
    }

    private static PropertySpec spec(
            Set<Direction> to,
            String name,
            PropertySpec.Kind kind,
            String otherwise,
            boolean hasEffect,
            String meaning) {
        return new PropertySpec(name, to, kind, false, otherwise, List.of(), hasEffect, meaning);
    }

    /** Adds a property that is accepted and does nothing; the meaning says why. */
    public PropertyTable withoutEffect(String name, String why) {
        return add(spec(BOTH, name, PropertySpec.Kind.TEXT, "", false, why));
    }

    public PropertyTable add(PropertySpec spec) {
        specs.put(spec.name(), spec);
        return this;
    }

    /** Knows the property and refuses it. */
    public PropertyTable refuse(String name, String why) {
        refused.put(name, why);
        return this;
    }

    public List<PropertySpec> specs() {
        return List.copyOf(specs.values());
    }

    /** Names and reasons, in order. */
    public Map<String, String> refused() {
        return java.util.Collections.unmodifiableMap(refused);
    }

    /** Everything that the table alone can tell about the configuration. */
    public List<Problem> check(ConnectorConfig config) {
        List<Problem> problems = new ArrayList<>();
        config.properties()
                .forEach(
                        (name, value) -> {
                            Problem p = check(config, name, value);
                            if (p != null) {
                                problems.add(p);
                            }
                        });
        for (PropertySpec spec : specs.values()) {
            boolean applies = spec.directions().contains(config.direction());
            if (spec.isRequired() && applies && config.get(spec.name(), "").isEmpty()) {
                problems.add(
                        error(config, ConnectorCode.MISSING_PROPERTY, spec.name(), "is missing"));
            }
        }
        return problems;
    }

    private @Nullable Problem check(ConnectorConfig config, String name, String value) {
        String why = refused.get(name);
        if (why != null) {
            return value.isEmpty()
                    ? null
                    : error(config, ConnectorCode.REFUSED_PROPERTY, name, "is refused: " + why);
        }
        PropertySpec spec = specs.get(name);
        if (spec == null) {
            return error(config, ConnectorCode.UNKNOWN_PROPERTY, name, "is not known");
        }
        if (value.isEmpty()) {
            return null;
        }
        if (!spec.directions().contains(config.direction())) {
            return note(config, name, "has no effect in this direction");
        }
        if (!spec.hasEffect()) {
            return note(config, name, "has no effect: " + spec.meaning());
        }
        return isAllowed(spec, value)
                ? null
                : error(
                        config,
                        ConnectorCode.BAD_PROPERTY,
                        name,
                        "has the value '" + value + "', allowed is " + allowed(spec));
    }

    private static boolean isAllowed(PropertySpec spec, String value) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!spec.values().isEmpty()) {
            return spec.values().contains(lower);
        }
        return switch (spec.kind()) {
            case BOOLEAN -> List.of("true", "false", "1", "0").contains(lower);
            case INTEGER -> value.length() <= 18 && value.matches("[0-9]+");
            case TEXT, FILE -> true;
        };
    }

    private static String allowed(PropertySpec spec) {
        if (!spec.values().isEmpty()) {
            return String.join(", ", spec.values());
        }
        return spec.kind() == PropertySpec.Kind.BOOLEAN ? "true or false" : "a whole number";
    }

    /** An error about one property of the connector. */
    public static Problem error(
            ConnectorConfig config, ConnectorCode code, String name, String what) {
        return Problem.error(
                code, config.where(), "Connector " + config.name() + ": " + name + " " + what);
    }

    /** What is told of a property of the connector that changes nothing. */
    public static Problem note(ConnectorConfig config, String name, String what) {
        return Problem.note(
                ConnectorCode.WITHOUT_EFFECT,
                config.where(),
                "Connector " + config.name() + ": " + name + " " + what);
    }

    /** {@code true} or {@code 1}, in any case; else the table's default. */
    public boolean isTrue(ConnectorConfig config, String name) {
        String value = text(config, name);
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    /** The value or the table's default, as a number; for a checked configuration. */
    public long number(ConnectorConfig config, String name) {
        String value = text(config, name);
        return value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** The value or the table's default. */
    public String text(ConnectorConfig config, String name) {
        PropertySpec spec = specs.get(name);
        return config.get(name, spec == null ? "" : spec.defaultText());
    }

    /** The table as Markdown, as the reference shows it. */
    public String markdown() {
        StringBuilder s = new StringBuilder();
        s.append("| property | direction | kind | default | meaning |\n|---|---|---|---|---|\n");
        for (PropertySpec p : specs.values()) {
            boolean isBoth = p.directions().size() == 2;
            String direction =
                    isBoth
                            ? "both"
                            : p.directions().iterator().next().name().toLowerCase(Locale.ROOT);
            String kind =
                    p.values().isEmpty()
                            ? p.kind().name().toLowerCase(Locale.ROOT)
                            : String.join(", ", p.values());
            s.append("| `").append(p.name()).append("` | ").append(direction).append(" | ");
            s.append(kind).append(" | ").append(p.isRequired() ? "required" : p.defaultText());
            s.append(" | ").append(p.hasEffect() ? "" : "No effect: ").append(p.meaning());
            s.append(" |\n");
        }
        refused.forEach(
                (name, why) ->
                        s.append("| `")
                                .append(name)
                                .append("` | | | refused | ")
                                .append(why)
                                .append(" |\n"));
        return s.toString();
    }
}
