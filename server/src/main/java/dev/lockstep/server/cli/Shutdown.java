package dev.lockstep.server.cli;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.adapter.FsAdapter;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.process.LockstepServer;
import dev.lockstep.server.run.ProjectRun;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * SIGINT and SIGTERM while something runs: it ends in order, then the process ends with its code, 0
 * if nothing failed. What makes no progress for a while is not waited for for ever.
 */
final class Shutdown {
    private static final int RUN_SECONDS = 10;
    private static final int SERVER_SECONDS = 60;
    private static final int ADAPTER_SECONDS = 20;

    private final int patienceSeconds;
    private final Runnable stop;
    private final LongSupplier progress;
    private final IntSupplier stuck;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "shutdown");
    private volatile int code = ExitCode.DONE;

    /**
     * @param patienceSeconds how long nothing may happen
     * @param stop asks it to end; does not wait for that
     * @param progress changes as long as something happens
     * @param stuck says that it did not end, and gives the code for that
     */
    private Shutdown(int patienceSeconds, Runnable stop, LongSupplier progress, IntSupplier stuck) {
        this.patienceSeconds = patienceSeconds;
        this.stop = stop;
        this.progress = progress;
        this.stuck = stuck;
    }

    /** Of a run: what has arrived is processed and written, as long as subscribers take it. */
    static Shutdown of(ProjectRun run) {
        return new Shutdown(RUN_SECONDS, run::stop, run::progress, () -> tellWhoIsStuck(run))
                .install();
    }

    static Shutdown of(LockstepServer server) {
        return plain("The server", SERVER_SECONDS, server::stop).install();
    }

    /** Of an adapter: what it has read is written. */
    static Shutdown of(FsAdapter adapter) {
        return plain("The adapter", ADAPTER_SECONDS, adapter::stop).install();
    }

    private static Shutdown plain(String what, int seconds, Runnable stop) {
        return new Shutdown(seconds, stop, () -> 0, () -> tellNotEnded(what, seconds));
    }

    private Shutdown install() {
        Runtime.getRuntime().addShutdownHook(hook);
        return this;
    }

    /** It is over and everything about it was printed. */
    void ended(int exitCode) {
        code = exitCode;
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook knows the code
        }
    }

    /** Waits as long as anything happens; false if nothing did for a while. */
    private boolean awaitEnd() throws InterruptedException {
        long seen = progress.getAsLong();
        for (int idle = 0; idle < patienceSeconds; idle++) {
            if (ended.await(1, TimeUnit.SECONDS)) {
                return true;
            }
            long now = progress.getAsLong();
            if (now != seen) {
                seen = now;
                idle = -1;
            }
        }
        return false;
    }

    private static int tellNotEnded(String what, int seconds) {
        System.err.println(what + " did not end within " + seconds + " s.");
        return ExitCode.INTERNAL;
    }

    private static int tellWhoIsStuck(ProjectRun run) {
        List<String> stuck = run.unfinishedSubscribers();
        if (stuck.isEmpty()) {
            return tellNotEnded("The project", RUN_SECONDS);
        }
        for (String name : stuck) {
            System.err.println(
                    Problem.error(
                            ServerError.CONNECTOR_FAILED,
                            Location.UNKNOWN,
                            "Connector "
                                    + name
                                    + " has taken nothing for "
                                    + RUN_SECONDS
                                    + " s; what waited for it is lost."));
        }
        return ExitCode.CONNECTOR;
    }

    private void end() {
        stop.run();
        try {
            if (!awaitEnd()) {
                code = stuck.getAsInt();
            }
        } catch (InterruptedException e) {
            code = ExitCode.INTERNAL;
        }
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
