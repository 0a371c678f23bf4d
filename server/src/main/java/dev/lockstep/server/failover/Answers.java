package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what a project's replica answers. */
final class Answers {
    private Answers() {}

    /**
     * @throws LockstepException if it does not come in time, or is a failure
     */
    static <T> T await(String project, CompletableFuture<T> answer, long millis) {
        try {
            return answer.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LockstepException(
                    ServerError.PROJECT_BUSY,
                    "Project " + project + " did not answer within " + millis + " ms.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LockstepException told) {
                throw told;
            }
            throw new LockstepException(
                    ServerError.PROJECT_FAILED,
                    "Project " + project + ": " + e.getCause() + ".",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LockstepException(
                    ServerError.PROJECT_BUSY, "Waiting for project " + project + " was given up.");
        }
    }
}
