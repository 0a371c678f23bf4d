package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Holds a process stopped. A shell does it that waits for our word: should this JVM be killed
 * meanwhile, it kills the stopped process, which could not notice by itself.
 */
final class Freezer {
    private static final String HOLD =
            "trap '' INT HUP; kill -STOP \"$0\" && echo frozen || exit 1;"
                    + " if read -r word; then kill -CONT \"$0\"; else kill -KILL \"$0\"; fi";

    private final Process shell;

    private Freezer(Process shell) {
        this.shell = shell;
    }

    /**
     * Stops a process and returns when it has been told.
     *
     * @throws LockstepException {@link BrokersError#NO_PROCESS}
     */
    static Freezer freeze(long pid) {
        try {
            Process shell =
                    new ProcessBuilder("/bin/sh", "-c", HOLD, Long.toString(pid))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (shell.getInputStream().read() < 0) {
                throw new LockstepException(
                        BrokersError.NO_PROCESS, "The process " + pid + " cannot be frozen.");
            }
            return new Freezer(shell);
        } catch (IOException e) {
            throw new LockstepException(
                    BrokersError.NO_PROCESS, "The process " + pid + " cannot be frozen.", e);
        }
    }

    /** Lets the process go on; returns when it has been told. */
    void thaw() {
        try (OutputStream word = shell.getOutputStream()) {
            word.write("thaw\n".getBytes(StandardCharsets.US_ASCII));
            word.flush();
            shell.waitFor();
        } catch (IOException e) {
            throw new LockstepException(
                    BrokersError.NO_PROCESS, "A frozen process cannot be thawed.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves the process stopped, for one who kills it. */
    void abandon() {
        shell.destroyForcibly();
    }
}
