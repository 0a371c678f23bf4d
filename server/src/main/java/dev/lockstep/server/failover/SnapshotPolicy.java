package dev.lockstep.server.failover;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.settings.ServerSettings;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How often snapshots are taken and how many are kept: {@code snapshot.folder}, {@code
 * snapshot.every} (60s), {@code snapshot.keep} (2), {@code snapshot.verify} (true).
 *
 * @param folder null where none are taken
 * @param isTried whether a snapshot counts only once a second model has loaded it
 */
record SnapshotPolicy(@Nullable Path folder, long seconds, int keep, boolean isTried) {
    private static final Pattern EVERY = Pattern.compile("([1-9][0-9]{0,6})(s|m|h)");

    /**
     * @throws LockstepException {@link ServerError#BAD_OPTION}
     */
    static SnapshotPolicy of(ServerSettings server) {
        String folder = server.properties().getOrDefault("snapshot.folder", "");
        String every = server.properties().getOrDefault("snapshot.every", "60s");
        Matcher m = EVERY.matcher(every);
        String keep = server.properties().getOrDefault("snapshot.keep", "2");
        String tried = server.properties().getOrDefault("snapshot.verify", "true");
        if (!m.matches()) {
            throw bad("snapshot.every", every, "30s, 5m or 1h");
        }
        if (!keep.matches("[1-9][0-9]{0,2}")) {
            throw bad("snapshot.keep", keep, "2");
        }
        if (!tried.equals("true") && !tried.equals("false")) {
            throw bad("snapshot.verify", tried, "true");
        }
        long unit =
                switch (m.group(2)) {
                    case "h" -> 3_600;
                    case "m" -> 60;
                    default -> 1;
                };
        return new SnapshotPolicy(
                folder.isEmpty() ? null : server.folder().resolve(folder),
                Long.parseLong(m.group(1)) * unit,
                Integer.parseInt(keep),
                tried.equals("true"));
    }

    private static LockstepException bad(String name, String value, String example) {
        return new LockstepException(
                Problem.error(
                        ServerError.BAD_OPTION,
                        Location.UNKNOWN,
                        "-C " + name + "=" + value + " is not such as " + example + "."));
    }

    /**
     * How far back topics must reach so that an engine can join from the oldest kept snapshot, also
     * while the next one is taken; milliseconds, 0 where no snapshots are taken.
     */
    long neededMillis() {
        return folder == null ? 0 : (keep + 1L) * seconds * 1_000;
    }
}
