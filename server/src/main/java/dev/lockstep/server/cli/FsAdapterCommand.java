package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.connectors.adapter.AdapterOptions;
import dev.lockstep.connectors.adapter.FsAdapter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code adapter fs}: publishes a file or socket, or writes what a window puts out. */
@Command(
        name = "fs",
        description = {
            "Publish a file or socket to a window, or write a window's output to one.",
            "",
            "-C type=pub|sub,url=dfESP://HOST:PORT/PROJECT/QUERY/WINDOW,fsname=FILE,"
                    + "transport=kafka,transportconfigfile=FILE[,name=value]…",
            "or the same by letters: -k pub|sub -h URL -f FILE -t csv -l kafka -j FILE …"
        },
        synopsisHeading = "Usage: ",
        customSynopsis = "lockstep adapter fs -C NAME=VALUE[,NAME=VALUE]… | -k pub|sub -h URL …")
public final class FsAdapterCommand implements Callable<Integer> {
    @Option(names = "--help", usageHelp = true, description = "show this help")
    private boolean isHelpAsked;

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        AdapterOptions options;
        try {
            options = AdapterOptions.parse(arguments, System.err::println);
        } catch (LockstepException e) {
            ExitCode.report(e, command.commandLine());
            return ExitCode.USAGE;
        }
        LogLevels.set(options.logLevel());
        FsAdapter adapter = new FsAdapter(options, System.err::println);
        Shutdown shutdown = Shutdown.of(adapter);
        int code = ExitCode.INTERNAL;
        try {
            adapter.run();
            code = ExitCode.DONE;
        } catch (LockstepException e) {
            code = ExitCode.report(e, command.commandLine());
            // there is no model: what is refused stands on the command line or in its file
            code = code == ExitCode.REFUSED ? ExitCode.USAGE : code;
        } finally {
            shutdown.ended(code);
        }
        return code;
    }
}
