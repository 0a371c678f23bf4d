package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.replica.SnapshotHead;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes models for a replica that joins, in a thread of its own, and gives them back. */
final class ModelLoading implements Outside, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelLoading.class);

    private final String project;
    private final Recovery recovery;
    private final Recovery.Elsewhere peers;
    private final Consumer<Fact> sink;
    private final ExecutorService worker;
    private String failure = "";

    /**
     * @param peers asked where that is better than what is here
     */
    ModelLoading(String project, Recovery recovery, Recovery.Elsewhere peers, Consumer<Fact> sink) {
        this.project = project;
        this.recovery = recovery;
        this.peers = peers;
        this.sink = sink;
        this.worker =
                Executors.newSingleThreadExecutor(
                        r -> Thread.ofPlatform().name("model " + project).daemon().unstarted(r));
    }

    @Override
    public boolean perform(Effect effect) {
        switch (effect) {
            case Effect.Prepare p -> worker.execute(() -> prepare(p.ticket()));
            case Effect.Discard d -> worker.execute(() -> d.model().close());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void prepare(int ticket) {
        try {
            Recovery.Loaded loaded = recovery.load(peers);
            SnapshotHead head = loaded.head();
            failure = "";
            sink.accept(
                    new Fact.Prepared(
                            ticket,
                            loaded.model(),
                            head == null ? null : head.content(),
                            loaded.version()));
        } catch (LockstepException e) {
            Problem problem = e.problems().get(0);
            boolean isLasting =
                    problem.code() == FailoverError.LACKS_HISTORY
                            || problem.code() == FailoverError.OTHER_JOURNAL
                            || problem.code() == FailoverError.OTHER_MODEL;
            failed(ticket, String.valueOf(e.getMessage()), isLasting ? problem : null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Project {} cannot be prepared by a fault: {}", project, e.toString(), e);
            failed(ticket, e.toString(), null);
        }
    }

    private void failed(int ticket, String why, @Nullable Problem obstacle) {
        if (!why.equals(failure)) {
            LOG.error("Project {} cannot be prepared: {}", project, why);
        }
        failure = why;
        sink.accept(new Fact.NotPrepared(ticket, why, obstacle));
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
