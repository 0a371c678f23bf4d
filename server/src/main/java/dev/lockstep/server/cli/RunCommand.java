package dev.lockstep.server.cli;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.run.FileBinding;
import dev.lockstep.server.run.FileRoles;
import dev.lockstep.server.run.ProjectRun;
import dev.lockstep.server.run.RunOptions;
import dev.lockstep.server.view.RunView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: runs a project. */
@Command(
        name = "run",
        description = "Run a project.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ModelOptions model;

    @Option(
            names = "--in",
            paramLabel = "WINDOW=FILE[,name=value]",
            description = "publish a file into a source window; may be repeated")
    private List<String> inputs = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "WINDOW=FILE[,name=value]",
            description = "write a window's output to a file; may be repeated")
    private List<String> outputs = new ArrayList<>();

    @Option(names = "--until-finished", description = "end once every publisher has finished")
    private boolean isUntilFinished;

    @Option(
            names = "--clock",
            paramLabel = "wall|virtual",
            description = "whether rates and timers wait",
            defaultValue = "wall")
    @SuppressWarnings("NullAway.Init")
    private Clock clock;

    @Option(
            names = "--linger",
            paramLabel = "DURATION",
            description = "keep heartbeats going behind the last publisher, for example 30s",
            converter = DurationConverter.class)
    private Duration linger = Duration.ZERO;

    @Option(
            names = "--bad-events",
            paramLabel = "FILE",
            description = "write events that could not be applied")
    private @Nullable Path badEvents;

    @Option(names = "--journal", paramLabel = "FILE", description = "write the journal, for replay")
    private @Nullable Path journal;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** Clocks. */
    enum Clock {
        wall,
        virtual
    }

    @Override
    public Integer call() throws InterruptedException {
        ReadResult result = model.read();
        ProjectSpec project = result.orThrow();
        for (Problem p : result.problems()) {
            if (p.severity() == Problem.Severity.WARNING) {
                System.err.println("warning: " + p);
            }
        }
        RunOptions options =
                new RunOptions(
                        inputs.stream().map(i -> FileBinding.parse(i, true)).toList(),
                        outputs.stream().map(o -> FileBinding.parse(o, false)).toList(),
                        isUntilFinished,
                        clock == Clock.virtual,
                        linger,
                        badEvents,
                        journal,
                        result.settings());
        checkRoles(project, options);
        ProjectRun run = new ProjectRun(project, options);
        Shutdown shutdown = Shutdown.of(run);
        int code = ExitCode.INTERNAL;
        try {
            code = run(run);
        } finally {
            shutdown.ended(code);
        }
        return code;
    }

    private void checkRoles(ProjectSpec project, RunOptions options) {
        FileRoles roles = model.roles();
        options.inputs().forEach(i -> roles.reads("an --in", FileRoles.name(i)));
        options.outputs().forEach(o -> roles.writes("an --out", FileRoles.name(o)));
        roles.writes("the --journal", journal == null ? null : journal.toString());
        roles.writes("the --bad-events", badEvents == null ? null : badEvents.toString());
        roles.connectorsOf(project);
    }

    private int run(ProjectRun run) throws InterruptedException {
        try (run) {
            try (RunView view = RunView.of(run)) {
                run.run();
            }
            if (journal != null) {
                Digests.print(run.engine(), run.writesToStandardOutput(), command.commandLine());
            }
        } catch (LockstepException e) {
            return ExitCode.report(e, command.commandLine());
        }
        return ExitCode.DONE;
    }
}
