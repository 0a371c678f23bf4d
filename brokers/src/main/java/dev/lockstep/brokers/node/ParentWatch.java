package dev.lockstep.brokers.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Ends a process with the one that started it, which holds the other end of its standard input: the
 * line {@code stop} there ends it in order, and the end of input, which also comes when that
 * process is killed, ends it at once.
 */
public final class ParentWatch {
    /** Exit code: the process that started this one has gone. */
    public static final int ORPHANED = 97;

    private ParentWatch() {}

    /**
     * Watches from a thread of its own.
     *
     * @param stop ends what runs here in order
     */
    public static void start(Runnable stop) {
        Thread watch = new Thread(() -> watch(stop), "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void watch(Runnable stop) {
        int code = ORPHANED;
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            if ("stop".equals(in.readLine())) {
                stop.run();
                code = 0;
            }
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
        Runtime.getRuntime().halt(code);
    }
}
