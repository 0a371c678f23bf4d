package dev.lockstep.failover.coordination;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.role.Role;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as text that people can read: a first line {@code lockstep-member 1}, then a name and a
 * value a line. Names that are not known are passed over, so that later versions can add some.
 */
public final class MemberText {
    private static final String HEAD = "lockstep-member 1";

    private MemberText() {}

    /**
     * @throws LockstepException {@link CoordinationError#BAD_MEMBER} if it is longer than {@link
     *     CoordinationLimits#MEMBER_BYTES}
     */
    public static byte[] write(Member m) {
        String text =
                HEAD
                        + "\nproject "
                        + m.project()
                        + "\nengine "
                        + m.engine()
                        + "\nnumber "
                        + m.number()
                        + "\naddress "
                        + m.address()
                        + "\nrole "
                        + m.role()
                        + "\nepoch "
                        + m.epoch()
                        + "\nindex "
                        + m.index()
                        + "\npaused "
                        + m.isPaused()
                        + "\nsince "
                        + m.sinceMicros()
                        + "\n";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > CoordinationLimits.MEMBER_BYTES.defaultValue()) {
            throw new LockstepException(
                    CoordinationError.BAD_MEMBER,
                    "The engine's names take "
                            + bytes.length
                            + " bytes, above "
                            + CoordinationLimits.MEMBER_BYTES.name()
                            + ".");
        }
        return bytes;
    }

    /**
     * The member, or null for anything that {@link #write} did not make: others write there, too.
     */
    public static @Nullable Member read(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length > CoordinationLimits.MEMBER_BYTES.defaultValue()) {
            return null;
        }
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        if (!lines[0].equals(HEAD)) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines) {
            int space = line.indexOf(' ');
            if (space > 0) {
                values.putIfAbsent(line.substring(0, space), line.substring(space + 1));
            }
        }
        try {
            return new Member(
                    need(values, "project"),
                    need(values, "engine"),
                    Long.parseLong(need(values, "number")),
                    need(values, "address"),
                    Role.valueOf(need(values, "role")),
                    Integer.parseInt(need(values, "epoch")),
                    Long.parseLong(need(values, "index")),
                    values.getOrDefault("paused", "false").equals("true"),
                    Long.parseLong(need(values, "since")));
        } catch (IllegalArgumentException | LockstepException e) {
            return null;
        }
    }

    private static String need(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name);
        }
        return value;
    }
}
