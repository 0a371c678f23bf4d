package dev.lockstep.systemtests.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Something of the system that this process sets up, and that must go when it ends, however it
 * ends: a shell sets it up, waits for our word or for the end of our pipe, and takes it down again.
 * Needs no more than {@code sh}.
 */
public final class Guard implements AutoCloseable {
    private static final String FRAME =
            """
            trap '' INT HUP TERM
            up() { %s; }
            down() { %s; }
            up "$@" >/dev/null || { down "$@"; exit 1; }
            echo up
            read -r word
            down "$@"
            """;

    private final Process shell;

    private Guard(Process shell) {
        this.shell = shell;
    }

    /**
     * Returns when it is set up.
     *
     * @param up one command, or several joined so that the first that fails is the last
     * @param down commands that also take down what was set up in part
     * @param arguments of both, as {@code $1} and so on
     * @throws IllegalStateException if it cannot be set up
     */
    public static Guard start(String up, String down, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", FRAME.formatted(up, down)));
        command.add("sh");
        command.addAll(arguments);
        try {
            Process shell =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (shell.getInputStream().read() < 0) {
                shell.waitFor();
                throw new IllegalStateException("not allowed here: " + up);
            }
            return new Guard(shell);
        } catch (IOException e) {
            throw new IllegalStateException("no shell", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Whether such a thing can be set up here; takes it down at once. */
    public static boolean isPossible(String up, String down, List<String> arguments) {
        try {
            start(up, down, arguments).close();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /** Returns when it is taken down. */
    @Override
    public void close() {
        try (OutputStream word = shell.getOutputStream()) {
            word.write("down\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // the pipe has ended, which says the same
        }
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
