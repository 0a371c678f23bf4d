package dev.lockstep.server.process;

import dev.lockstep.api.connector.Direction;
import dev.lockstep.server.project.ConnectorStatus;
import dev.lockstep.server.project.ProjectRuntime;
import java.util.List;

/** Waits until every publishing connector of every project has finished. */
public final class PublishersEnd {
    private static final long LOOK_MILLIS = 100;

    private final LockstepServer server;

    public PublishersEnd(LockstepServer server) {
        this.server = server;
    }

    /** Returns earlier if the server is told to stop. */
    public void await() throws InterruptedException {
        while (!haveEnded() && !server.awaitStop(LOOK_MILLIS)) {
            // looked again, since groups start one after the other
        }
    }

    private boolean haveEnded() {
        List<ProjectRuntime> all = server.projects().all();
        return all.stream()
                .flatMap(p -> p.connectors().stream())
                .filter(c -> c.direction() == Direction.PUBLISH)
                .allMatch(
                        c ->
                                c.state() == ConnectorStatus.State.FINISHED
                                        || c.state() == ConnectorStatus.State.FAILED);
    }
}
