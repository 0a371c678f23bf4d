package dev.lockstep.connectors.fs;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Failures of the outside, with a code. */
final class Failures {
    private Failures() {}

    static LockstepException of(ConnectorCode code, String what, IOException cause) {
        String detail = "The connector " + what + ": " + reason(cause) + ".";
        return new LockstepException(Problem.error(code, Location.UNKNOWN, detail), cause);
    }

    /** What the exceptions of files say only by their class, in words. */
    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "the rights do not allow it";
        }
        String why = cause.getMessage();
        return cause.getClass().getSimpleName() + (why == null ? "" : ": " + why);
    }
}
