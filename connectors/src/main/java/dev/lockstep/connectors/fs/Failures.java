package dev.lockstep.connectors.fs;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import java.io.IOException;

/** Failures of the outside, with a code. */
final class Failures {
    private Failures() {}

    static LockstepException of(ConnectorCode code, String what, IOException cause) {
        String why = cause.getMessage();
        String detail =
                "The connector "
                        + what
                        + " ("
                        + cause.getClass().getSimpleName()
                        + (why == null ? "" : ": " + why)
                        + ")";
        return new LockstepException(Problem.error(code, Location.UNKNOWN, detail), cause);
    }
}
