package dev.lockstep.failover.link;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the engines of a project share and nobody else knows. Never printed. */
public final class Secret {
    private static final int SHORTEST = 16;
    private static final int LONGEST = 4096;

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * @param text 16 bytes or more
     * @throws LockstepException {@link LinkError#BAD_SETTING} if it is shorter, or no secret at all
     */
    public static Secret of(String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        if (bytes.length < SHORTEST || bytes.length > LONGEST) {
            throw new LockstepException(
                    LinkError.BAD_SETTING,
                    "The link's secret has "
                            + bytes.length
                            + " bytes; it takes "
                            + SHORTEST
                            + " to "
                            + LONGEST
                            + ".");
        }
        return new Secret(bytes);
    }

    /**
     * Reads it from a file; white space around it does not count.
     *
     * @throws LockstepException {@link LinkError#BAD_SETTING} if the file cannot be read
     */
    public static Secret in(Path file) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new LockstepException(
                        LinkError.BAD_SETTING, "The file " + file + " is too long for a secret.");
            }
            return of(Files.readString(file));
        } catch (IOException e) {
            throw new LockstepException(
                    LinkError.BAD_SETTING, "The link's secret cannot be read: " + e, e);
        }
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
