package dev.lockstep.server.cli;

import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.run.FileBinding;
import dev.lockstep.server.run.FileRoles;
import dev.lockstep.server.run.Replay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: steps a journal again and prints the digest of each window's state. */
@Command(
        name = "replay",
        description = "Run a journal again.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ModelOptions model;

    @Parameters(
            index = "1",
            paramLabel = "JOURNAL",
            description = "a file that run --journal wrote")
    @SuppressWarnings("NullAway.Init")
    private Path journal;

    @Option(
            names = "--out",
            paramLabel = "WINDOW=FILE[,name=value]",
            description = "write a window's output to a file; may be repeated")
    private List<String> outputs = new ArrayList<>();

    @Option(
            names = "--bad-events",
            paramLabel = "FILE",
            description = "write events that could not be applied")
    private @Nullable Path badEvents;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        // the journal stands for all input, so the model's connectors are not needed
        ReadResult result = model.read(true);
        List<FileBinding> bindings =
                outputs.stream().map(o -> FileBinding.parse(o, false)).toList();
        FileRoles roles = model.roles();
        roles.reads("the journal", journal.toString());
        bindings.forEach(o -> roles.writes("an --out", FileRoles.name(o)));
        roles.writes("the --bad-events", badEvents == null ? null : badEvents.toString());
        try (Replay replay = new Replay(result.orThrow(), bindings, result.settings(), badEvents)) {
            replay.run(journal);
            Digests.print(replay.engine(), replay.writesToStandardOutput(), command.commandLine());
        }
        return ExitCode.DONE;
    }
}
