package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import picocli.CommandLine;

/**
 * Exit codes: 0 done, 1 internal error, 2 model refused, 3 connector failed, 4 wrong command line.
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
        String code = l.problems().get(0).code().code();
        if (code.startsWith("LS-4")
                || code.equals("LS-5004")
                || code.equals("LS-5005")
                || code.equals("LS-5008")) {
            return CONNECTOR;
        }
        if (code.startsWith("LS-5")) {
            return code.equals("LS-5003") || code.equals("LS-5006") ? REFUSED : USAGE;
        }
        return REFUSED;
    }

    /** Prints what went wrong; a stack trace only for faults of our own. */
    public static int report(Exception e, CommandLine command, CommandLine.ParseResult result) {
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
