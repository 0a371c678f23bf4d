package dev.lockstep.server.cli;

import dev.lockstep.server.run.ProjectRun;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * SIGINT and SIGTERM while a project runs: what has arrived is processed and written, then the
 * process ends with the code of the run, 0 if nothing failed.
 */
final class Shutdown {
    private static final long PATIENCE_SECONDS = 30;

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

    private void end() {
        run.stop();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The project did not end within " + PATIENCE_SECONDS + " s.");
                code = ExitCode.INTERNAL;
            }
        } catch (InterruptedException e) {
            code = ExitCode.INTERNAL;
        }
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
