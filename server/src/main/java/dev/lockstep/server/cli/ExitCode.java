package dev.lockstep.server.cli;

import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.connectors.ConnectorCode;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.wire.WireCode;
import picocli.CommandLine;

/**
 * Exit codes: 0 done, 1 internal error, 2 model refused, 3 a connector or something else outside
 * failed, 4 wrong command line.
 */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int INTERNAL = 1;
    public static final int REFUSED = 2;
    public static final int CONNECTOR = 3;
    public static final int USAGE = 4;

    private ExitCode() {}

    public static int of(Throwable e) {
        if (!(e instanceof LockstepException l)) {
            return INTERNAL;
        }
        ErrorCode code = l.problems().get(0).code();
        if (code instanceof ServerError s) {
            return of(s);
        }
        if (code instanceof ConnectorCode c) {
            return of(c);
        }
        if (code == WireCode.BAD_DATE_FORMAT) {
            // the format is the model's; what does not fit it came from outside
            return REFUSED;
        }
        return code instanceof WireCode ? CONNECTOR : of(code.category());
    }

    private static int of(ErrorCode.Category category) {
        return switch (category) {
            case USER, RESOURCE -> REFUSED;
            case EXTERNAL -> CONNECTOR;
            case INTERNAL -> INTERNAL;
        };
    }

    private static int of(ServerError e) {
        return switch (e) {
            case FILE_NOT_READABLE, BAD_OPTION, JOURNAL_DAMAGED -> USAGE;
            case CONNECTOR_FAULT, GROUP_WAITS -> CONNECTOR;
            default -> of(e.category());
        };
    }

    /**
     * What a connector's properties say is the model's; what happens to it while it runs is not.
     */
    private static int of(ConnectorCode c) {
        return switch (c) {
            case UNKNOWN_PROPERTY,
                    BAD_PROPERTY,
                    MISSING_PROPERTY,
                    REFUSED_PROPERTY,
                    WITHOUT_EFFECT,
                    UNFIT_SCHEMA,
                    NO_PARTITION,
                    BAD_URL,
                    BAD_TRANSPORT_FILE,
                    UNKNOWN_TRANSPORT,
                    NO_WINDOW,
                    BAD_SCHEMA ->
                    REFUSED;
            case OPEN_FAILED,
                    READ_FAILED,
                    WRITE_FAILED,
                    INPUT_TRUNCATED,
                    INPUT_VANISHED,
                    SOCKET_FAILED,
                    BAD_INPUT,
                    BLOCK_TOO_LARGE,
                    CLIENT_LOST,
                    BUS_UNREACHABLE,
                    LACKS_HISTORY,
                    BAD_RECORD,
                    NO_SCHEMA,
                    SOURCE_DIFFERS,
                    BAD_METADATA,
                    REGISTRY_FAILED ->
                    CONNECTOR;
        };
    }

    /** Prints what went wrong; a stack trace only for faults of our own. */
    public static int report(Exception e, CommandLine command, CommandLine.ParseResult result) {
        return report(e, command);
    }

    static int report(Exception e, CommandLine command) {
        if (e instanceof LockstepException l) {
            for (Problem p : l.problems()) {
                command.getErr().println(p);
            }
        } else {
            command.getErr().println("Internal error: " + e);
            e.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return of(e);
    }

    public static int misused(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr().println(e.getMessage());
        command.usage(command.getErr());
        command.getErr().flush();
        return USAGE;
    }
}
