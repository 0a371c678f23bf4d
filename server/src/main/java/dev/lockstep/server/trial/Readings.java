package dev.lockstep.server.trial;

import dev.lockstep.failover.role.Role;
import org.jspecify.annotations.Nullable;

/**
 * What an engine's metrics say.
 *
 * @param role null if it does not answer
 * @param epoch of the last entry it has stepped
 * @param entries of the journal that it has stepped
 * @param text everything, in the form of Prometheus
 */
public record Readings(@Nullable Role role, int epoch, long entries, String text) {
    /** Of an engine that does not answer. */
    public static final Readings NONE = new Readings(null, -1, -1, "");

    static Readings of(String text) {
        double role = value(text, "lockstep_failover_role", "");
        return new Readings(
                role >= 0 && role < Role.values().length ? Role.values()[(int) role] : null,
                (int) value(text, "lockstep_failover_epoch", ""),
                (long) value(text, "lockstep_failover_entries", ""),
                text);
    }

    /** The first value of a metric whose labels contain a text; −1 if there is none. */
    public double value(String metric, String label) {
        return value(text, metric, label);
    }

    private static double value(String text, String metric, String label) {
        return text.lines()
                .filter(l -> l.startsWith(metric + "{") || l.startsWith(metric + " "))
                .filter(l -> l.contains(label))
                .map(l -> l.substring(l.lastIndexOf(' ') + 1))
                .mapToDouble(Double::parseDouble)
                .findFirst()
                .orElse(-1);
    }

    public boolean isActive() {
        return role == Role.ACTIVE;
    }

    public boolean isStandby() {
        return role == Role.STANDBY;
    }
}
