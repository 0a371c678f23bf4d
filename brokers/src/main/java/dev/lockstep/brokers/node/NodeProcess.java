package dev.lockstep.brokers.node;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** The life of a node's process, which ends with the one that started it: {@link ParentWatch}. */
final class NodeProcess {
    /** Exit code: a port was taken. */
    static final int PORT_TAKEN = 98;

    private static final long POLL_MILLIS = 20;

    private NodeProcess() {}

    /**
     * Starts the server and says so in the file {@code status} when it is ready. Returns then,
     * while the server's own threads go on; ends the process if the server cannot start.
     */
    static void run(NodeServer server, Path status) {
        ParentWatch.start(server::stop);
        try {
            server.start();
            while (!asks(server)) {
                Thread.sleep(POLL_MILLIS);
            }
            tell(status);
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Ends the process with the exit code that tells why; the log gets the rest. */
    static void fail(Throwable e) {
        e.printStackTrace();
        System.err.flush();
        Runtime.getRuntime().halt(isPortTaken(e) ? PORT_TAKEN : 1);
    }

    private static boolean asks(NodeServer server) {
        try {
            return server.isReady();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whole before it gets its name, since somebody waits for the name. */
    private static void tell(Path status) throws IOException {
        Path whole = status.resolveSibling(status.getFileName() + ".new");
        Files.writeString(whole, "ready " + ProcessHandle.current().pid() + "\n");
        Files.move(whole, status, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isPortTaken(@Nullable Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
