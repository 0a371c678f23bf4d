package dev.lockstep.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * How much is logged: one level, or a list {@code esp=error,common.http=debug}. Names of published
 * loggers stand for the parts of Lockstep that do what those do.
 */
final class LogLevels {
    private static final Map<String, String> NAMES =
            Map.of(
                    "esp", "dev.lockstep",
                    "DF.ESP", "dev.lockstep",
                    "esp.windows", "dev.lockstep.engine",
                    "common.http", "dev.lockstep.server.rest");

    private LogLevels() {}

    private record Choice(String logger, Level level) {}

    /**
     * @throws LockstepException if a level is none
     */
    static void set(String text) {
        List<Choice> choices = new ArrayList<>();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? Logger.ROOT_LOGGER_NAME : part.substring(0, equals).strip();
            choices.add(
                    new Choice(
                            NAMES.getOrDefault(name, name),
                            level(part.substring(equals + 1).strip())));
        }
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            // what is not named is not asked to be silent
            context.getLogger("dev.lockstep").setLevel(Level.INFO);
            for (Choice c : choices) {
                context.getLogger(c.logger()).setLevel(c.level());
                if (c.logger().equals(Logger.ROOT_LOGGER_NAME)) {
                    context.getLogger("dev.lockstep").setLevel(c.level());
                    // the libraries' own chatter is for who looks for faults in them
                    context.getLogger("org.eclipse.jetty")
                            .setLevel(c.level().isGreaterOrEqual(Level.INFO) ? Level.WARN : null);
                }
            }
        }
    }

    private static Level level(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "trace" -> Level.TRACE;
            case "debug" -> Level.DEBUG;
            case "info" -> Level.INFO;
            case "warn" -> Level.WARN;
            case "error", "fatal" -> Level.ERROR;
            case "off" -> Level.OFF;
            default ->
                    throw new LockstepException(
                            ServerError.BAD_OPTION,
                            "\""
                                    + word
                                    + "\" is no level: trace, debug, info, warn, error, fatal,"
                                    + " off.");
        };
    }
}
