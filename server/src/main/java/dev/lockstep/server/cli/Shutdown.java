package dev.lockstep.server.cli;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.run.ProjectRun;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM while a project runs: what has arrived is processed and written, then the
 * process ends with the code of the run, 0 if nothing failed. A subscriber that takes nothing for a
 * while, such as a pipe that nobody reads, is not waited for for ever.
 */
final class Shutdown {
    private static final int PATIENCE_SECONDS = 10;

    private final ProjectRun run;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "shutdown");
    private volatile int code = ExitCode.DONE;

    Shutdown(ProjectRun run) {
        this.run = run;
    }

    void install() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The run is over and everything about it was printed. */
    void ended(int exitCode) {
        code = exitCode;
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook knows the code
        }
    }

    /** Waits as long as anything is still being written; false if nothing was for a while. */
    private boolean awaitEnd() throws InterruptedException {
        long seen = run.progress();
        for (int idle = 0; idle < PATIENCE_SECONDS; idle++) {
            if (ended.await(1, TimeUnit.SECONDS)) {
                return true;
            }
            long now = run.progress();
            if (now != seen) {
                seen = now;
                idle = -1;
            }
        }
        return false;
    }

    private int tellWhoIsStuck() {
        List<String> stuck = run.unfinishedSubscribers();
        if (stuck.isEmpty()) {
            System.err.println("The project did not end within " + PATIENCE_SECONDS + " s.");
            return ExitCode.INTERNAL;
        }
        for (String name : stuck) {
            System.err.println(
                    Problem.error(
                            ServerError.CONNECTOR_FAILED,
                            Location.UNKNOWN,
                            "Connector "
                                    + name
                                    + " has taken nothing for "
                                    + PATIENCE_SECONDS
                                    + " s; what waited for it is lost."));
        }
        return ExitCode.CONNECTOR;
    }

    private void end() {
        run.stop();
        try {
            if (!awaitEnd()) {
                code = tellWhoIsStuck();
            }
        } catch (InterruptedException e) {
            code = ExitCode.INTERNAL;
        }
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
