package dev.lockstep.connectors.kafka;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.connectors.property.PropertyTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code name=value;name=value} lists and turns each option into one of Kafka's Java clients,
 * or says why not. Nothing passes that is unknown, that chooses classes, or that would break what
 * the connector promises.
 */
final class ClientOptions {
    private static final String PEM_STORE = "ssl.truststore.type";
    private static final String PEM_KEYS = "ssl.keystore.type";

    private final ConnectorConfig config;
    private final List<Problem> problems;
    private final Map<String, String> options = new TreeMap<>();
    private String user = "";
    private String password = "";

    ClientOptions(ConnectorConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
    }

    /** Adds the list that the property holds; where two name one option the later one counts. */
    void add(String property) {
        String list = config.get(property, "");
        if (list.chars().filter(c -> c == '"').count() % 2 != 0) {
            bad(property, "has a quotation that is not closed");
            return;
        }
        List<String> parts = parts(list);
        long most = KafkaLimits.OPTIONS.defaultValue();
        if (parts.size() > most) {
            bad(property, "has more than " + most + " entries");
            return;
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                // the value may be a password
                bad(property, "has an entry that is no name=value");
            } else {
                option(
                        property,
                        part.substring(0, equals).strip(),
                        unquoted(part.substring(equals + 1).strip()));
            }
        }
    }

    /** Cuts at semicolons that are not between quotation marks. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ';' : text.charAt(i);
            isQuoted ^= c == '"';
            if (i == text.length() || c == ';' && !isQuoted) {
                String part = text.substring(from, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                from = i + 1;
            }
        }
        return parts;
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    private void bad(String property, String what) {
        problems.add(PropertyTable.error(config, ConnectorCode.BAD_PROPERTY, property, what));
    }

    private void refuse(String property, String name, String why) {
        problems.add(
                PropertyTable.error(
                        config,
                        ConnectorCode.REFUSED_PROPERTY,
                        property,
                        "has the option " + name + ", which is refused: " + why));
    }

    private void note(String property, String name, String why) {
        String what = "has the option " + name + ", which has no effect: " + why;
        problems.add(PropertyTable.note(config, property, what));
    }

    private void option(String property, String given, String value) {
        String name = OptionNames.RENAMED.getOrDefault(given, given);
        String why = OptionNames.REFUSED.get(name);
        List<String> only = OptionNames.ONLY.get(name);
        if (why != null) {
            refuse(property, given, why);
        } else if (OptionNames.WITHOUT_EFFECT.contains(name)) {
            note(property, given, "the Java client needs nothing of the kind");
        } else if (only != null && !only.contains(value.toLowerCase(Locale.ROOT))) {
            refuse(property, given, "only " + String.join(", ", only) + " keeps every event");
        } else if (name.equals("retries") && value.equals("0")) {
            refuse(property, given, "an event would be lost when a broker changes");
        } else if (given.equals("sasl.username")) {
            user = value;
        } else if (given.equals("sasl.password")) {
            password = value;
        } else if (only == null || name.equals("max.in.flight.requests.per.connection")) {
            pass(property, given, name, value);
        }
    }

    /** An option of Java's clients, if there is one of that name and its value fits. */
    private void pass(String property, String given, String name, String raw) {
        ConfigDef.@Nullable ConfigKey key = key(name);
        if (key == null) {
            problems.add(
                    PropertyTable.error(
                            config,
                            ConnectorCode.UNKNOWN_PROPERTY,
                            property,
                            "has the option " + given + ", which is not known"));
            return;
        }
        if (key.type == ConfigDef.Type.CLASS) {
            refuse(property, given, "a model does not choose the classes that run");
            return;
        }
        String value = value(given, raw);
        try {
            Object parsed = ConfigDef.parseType(name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(name, parsed);
            }
        } catch (ConfigException e) {
            bad(property, "has the option " + given + " with a value that does not fit it");
            return;
        }
        if (!isOfThisDirection(name)) {
            note(property, given, "this direction has nothing of the kind");
        }
        options.put(name, value);
        if (given.startsWith("ssl.ca.")) {
            options.put(PEM_STORE, "PEM");
        } else if (given.equals("ssl.certificate.pem") || given.equals("ssl.key.pem")) {
            options.put(PEM_KEYS, "PEM");
        }
    }

    private static String value(String given, String raw) {
        if (given.equals("queue.buffering.max.kbytes") && raw.matches("[0-9]{1,12}")) {
            return Long.toString(Long.parseLong(raw) * 1024);
        }
        boolean isNone =
                given.equals("ssl.endpoint.identification.algorithm") && raw.equals("none");
        return isNone ? "" : raw;
    }

    private static ConfigDef.@Nullable ConfigKey key(String name) {
        for (ConfigDef def :
                List.of(
                        ConsumerConfig.configDef(),
                        ProducerConfig.configDef(),
                        AdminClientConfig.configDef())) {
            ConfigDef.@Nullable ConfigKey key = def.configKeys().get(name);
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    private boolean isOfThisDirection(String name) {
        boolean isPublisher = config.direction() == Direction.PUBLISH;
        return AdminClientConfig.configNames().contains(name)
                || (isPublisher ? ConsumerConfig.configNames() : ProducerConfig.configNames())
                        .contains(name);
    }

    /** What all lists said together. */
    KafkaClients clients() {
        if (!user.isEmpty() || !password.isEmpty()) {
            login();
        }
        return new KafkaClients(options);
    }

    private void login() {
        String mechanism = options.getOrDefault("sasl.mechanism", "");
        String module =
                switch (mechanism) {
                    case "PLAIN" -> "org.apache.kafka.common.security.plain.PlainLoginModule";
                    case "SCRAM-SHA-256", "SCRAM-SHA-512" ->
                            "org.apache.kafka.common.security.scram.ScramLoginModule";
                    default -> "";
                };
        if (module.isEmpty()) {
            bad(
                    "kafkaglobalconfig",
                    "has sasl.username or sasl.password, which need sasl.mechanism PLAIN,"
                            + " SCRAM-SHA-256 or SCRAM-SHA-512");
            return;
        }
        options.put(
                "sasl.jaas.config",
                module
                        + " required username=\""
                        + escaped(user)
                        + "\" password=\""
                        + escaped(password)
                        + "\";");
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
