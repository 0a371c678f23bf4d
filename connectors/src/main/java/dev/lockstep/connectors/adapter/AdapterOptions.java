package dev.lockstep.connectors.adapter;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.api.transport.WindowUrl;
import dev.lockstep.connectors.ConnectorCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What an adapter is told.
 *
 * @param file properties of the file's connector
 * @param transportFile its configuration
 */
public record AdapterOptions(
        Direction direction,
        WindowUrl url,
        Map<String, String> file,
        String transport,
        Path transportFile,
        String logLevel) {
    /**
     * Reads a command line of either form: {@code -C name=value,…}, or letters.
     *
     * @param notes takes what is accepted without effect
     * @throws LockstepException with what is wrong
     */
    public static AdapterOptions parse(List<String> arguments, Consumer<Problem> notes) {
        Map<String, String> values = new LinkedHashMap<>();
        int list = arguments.indexOf("-C");
        if (list < 0) {
            values.putAll(LetterOptions.parse(arguments));
        } else if (list + 1 == arguments.size()) {
            throw bad("The option -C has no value.");
        } else {
            values.putAll(LetterOptions.parse(arguments.subList(0, list)));
            values.putAll(CommaList.parse(arguments.get(list + 1)));
            values.putAll(LetterOptions.parse(arguments.subList(list + 2, arguments.size())));
        }
        return of(values, notes);
    }

    private static AdapterOptions of(Map<String, String> values, Consumer<Problem> notes) {
        AdapterProperties.refused()
                .forEach(
                        (name, why) -> {
                            if (values.containsKey(name)) {
                                throw new LockstepException(
                                        ConnectorCode.REFUSED_PROPERTY,
                                        "The property " + name + " is refused: " + why + ".");
                            }
                        });
        AdapterProperties.withoutEffect()
                .forEach(
                        (name, why) -> {
                            if (values.remove(name) != null) {
                                notes.accept(
                                        Problem.note(
                                                ConnectorCode.WITHOUT_EFFECT,
                                                Location.UNKNOWN,
                                                name + " has no effect: " + why));
                            }
                        });
        Direction direction = direction(required(values, "type"));
        WindowUrl url = WindowUrls.parse(required(values, "url"));
        String transport = values.getOrDefault("transport", "native").toLowerCase(Locale.ROOT);
        Map<String, String> file = new LinkedHashMap<>(values);
        file.keySet().removeIf(AdapterProperties::isOwn);
        if (direction == Direction.SUBSCRIBE) {
            if (url.isTrue("collapse")) {
                file.put("collapse", "true");
            }
            if (url.isTrue("rmretdel")) {
                file.put("rmretdel", "true");
            }
        }
        return new AdapterOptions(
                direction,
                url,
                file,
                transport,
                Path.of(values.getOrDefault("transportconfigfile", transport + ".cfg")),
                values.getOrDefault("loglevel", "info"));
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new LockstepException(
                    ConnectorCode.MISSING_PROPERTY, "The property " + name + " is missing.");
        }
        return value;
    }

    private static Direction direction(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "pub" -> Direction.PUBLISH;
            case "sub" -> Direction.SUBSCRIBE;
            default -> throw bad("The property type is neither pub nor sub: '" + type + "'.");
        };
    }

    private static LockstepException bad(String detail) {
        return new LockstepException(ConnectorCode.BAD_PROPERTY, detail);
    }
}
