package dev.lockstep.server.cli;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ReadResult;
import dev.lockstep.server.run.ConnectorClasses;
import dev.lockstep.server.run.UserFunctions;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code validate}: everything that is wrong with a project, at once. */
@Command(
        name = "validate",
        description = "Check a project and report every problem.",
        versionProvider = Version.class,
        mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init")
    private ModelOptions model;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "how problems are printed",
            defaultValue = "text")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    /** Output formats. */
    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        ReadResult result = model.read();
        List<Problem> problems = new ArrayList<>(result.problems());
        ProjectSpec project = result.project();
        if (project != null) {
            problems.addAll(ConnectorClasses.validate(project));
            problems.addAll(Engine.check(project, UserFunctions.found()));
        }
        PrintWriter out = command.commandLine().getOut();
        if (format == Format.json) {
            out.println(ProblemJson.of(problems));
        } else {
            problems.forEach(
                    p ->
                            out.println(
                                    p.severity().name().toLowerCase(java.util.Locale.ROOT)
                                            + ": "
                                            + p));
            long errors = problems.stream().filter(Problem::isError).count();
            out.println(
                    errors == 0
                            ? "The project is valid."
                            : errors + (errors == 1 ? " error." : " errors."));
        }
        out.flush();
        return problems.stream().anyMatch(Problem::isError) ? ExitCode.REFUSED : ExitCode.DONE;
    }
}
