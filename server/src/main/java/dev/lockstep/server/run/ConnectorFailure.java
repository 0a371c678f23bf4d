package dev.lockstep.server.run;

import dev.lockstep.api.connector.ConnectorConfig;
import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.server.error.ServerError;
import java.io.IOException;
import java.util.List;

/** What a connector died of, with its name and its place in the model. */
public final class ConnectorFailure {
    private ConnectorFailure() {}

    /** Something outside failed and the connector did not say it better. */
    public static LockstepException outside(ConnectorConfig connector, IOException e) {
        return new LockstepException(
                Problem.error(
                        ServerError.CONNECTOR_FAILED,
                        connector.where(),
                        "Connector " + connector.name() + " failed: " + e + "."),
                e);
    }

    /** What the connector said itself; where it named no place, its own in the model. */
    public static LockstepException told(ConnectorConfig connector, LockstepException e) {
        List<Problem> placed =
                e.problems().stream()
                        .map(
                                p ->
                                        p.where().equals(Location.UNKNOWN)
                                                ? new Problem(
                                                        p.code(),
                                                        p.severity(),
                                                        connector.where(),
                                                        p.detail())
                                                : p)
                        .toList();
        LockstepException told = new LockstepException(placed);
        told.addSuppressed(e);
        return told;
    }

    /**
     * The connector itself is wrong: no input may make it throw this.
     *
     * @param progress how far it had come
     */
    public static LockstepException fault(
            ConnectorConfig connector, String progress, RuntimeException e) {
        StackTraceElement[] trace = e.getStackTrace();
        return new LockstepException(
                Problem.error(
                        ServerError.CONNECTOR_FAULT,
                        connector.where(),
                        "Internal fault of connector "
                                + connector.name()
                                + ", "
                                + progress
                                + ": "
                                + e
                                + (trace.length == 0 ? "" : ", at " + trace[0])
                                + "."),
                e);
    }
}
