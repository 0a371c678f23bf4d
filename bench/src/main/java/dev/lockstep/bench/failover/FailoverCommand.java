package dev.lockstep.bench.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.bench.peers.Models;
import dev.lockstep.brokers.SharedFolder;
import dev.lockstep.server.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench failover}: what failover costs, and how long it takes. */
@Command(
        name = "failover",
        description =
                "Measure failover on three local brokers: gaps, latency, throughput, catching up,"
                        + " snapshots, restoring. Exit code 0 if every part could be measured and"
                        + " no output was wrong, whether or not targets were reached.",
        mixinStandardHelpOptions = true)
public final class FailoverCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description =
                    "only these parts: gap-kill, gap-freeze, switch, latency, throughput, catch-up,"
                            + " stall-standby, stall-single, restore")
    private List<String> labels = List.of();

    @Option(names = "--rounds", description = "rounds that count, instead of each part's own")
    private int rounds;

    @Option(names = "--warm-up", description = "rounds before those that count (${DEFAULT-VALUE})")
    private int warmUp = 1;

    @Option(
            names = "--seconds",
            description = "how long a stretch of load takes (${DEFAULT-VALUE})")
    private int seconds = 5;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            description =
                    "load before take-overs, latency and stalls are measured, until code is"
                            + " compiled (${DEFAULT-VALUE})")
    private int settle = 120;

    @Option(names = "--rate", description = "events a second under load (${DEFAULT-VALUE})")
    private int rate = 20_000;

    @Option(names = "--events", description = "events of a backlog (${DEFAULT-VALUE})")
    private int events = 1_000_000;

    @Option(
            names = "--rows",
            description = "events that a record of the input holds (${DEFAULT-VALUE})")
    private int rowsOfRecord = 1;

    @Option(names = "--gib", description = "GiB of state of a snapshot (${DEFAULT-VALUE})")
    private double gib = 1;

    @Option(names = "--engines", description = "engines of the project (${DEFAULT-VALUE})")
    private int engines = 3;

    @Option(
            names = "--zookeeper",
            description = "let ZooKeeper coordinate the engines, instead of Kafka alone")
    private boolean withZooKeeper;

    @Option(
            names = "--flags",
            paramLabel = "TEXT",
            description =
                    "of the virtual machines of engines and loops, instead of each part's own")
    private String flags = "";

    @Option(
            names = "--bus",
            paramLabel = "FOLDER",
            description =
                    "where the brokers' logs are written, so that engines need not share a disk"
                            + " with them")
    private @Nullable Path bus;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "where engines write journals and snapshots, so that what a disk does can be"
                            + " told from what they do")
    private @Nullable Path data;

    @Option(names = "--json", paramLabel = "FILE", description = "write the results as JSON, too")
    private @Nullable Path json;

    private final Models models;

    /** Over the model files of this tree. */
    public FailoverCommand() {
        this(Models.ofThisTree());
    }

    FailoverCommand(Models models) {
        this.models = models;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Part> parts = parts();
        Plan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                String.join(
                        " ",
                        "Java " + Runtime.version() + ",",
                        Runtime.getRuntime().availableProcessors() + " processors, load",
                        Target.number(load()) + ",",
                        plan.engines() + " engines"));
        out.flush();
        Path folder = data == null ? SharedFolder.make("bench") : SharedFolder.make(data, "bench");
        Path logs = bus == null ? folder.resolve("bus") : SharedFolder.make(bus, "bus");
        AtomicBoolean isInterrupted = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> isInterrupted.set(true), "interrupted"));
        FailoverReport report = new FailoverReport();
        try (Stage stage = new Stage(plan, models, folder, logs, spec.commandLine().getErr())) {
            for (Part part : parts) {
                measure(part, stage, report);
                if (isInterrupted.get()) {
                    return ExitCode.INTERNAL;
                }
            }
        }
        report.print(out);
        write(report, plan);
        if (report.hasFailures()) {
            SharedFolder.keep(folder);
            SharedFolder.keep(logs);
            out.println("Logs and data are kept in " + folder + " and " + logs + ".");
            out.flush();
            return ExitCode.INTERNAL;
        }
        SharedFolder.delete(folder);
        SharedFolder.delete(logs);
        return ExitCode.DONE;
    }

    /** A part that fails takes its figures with it, and nobody else's. */
    private void measure(Part part, Stage stage, FailoverReport report)
            throws IOException, InterruptedException {
        stage.begin(part);
        try {
            List<Figure> figures = part.measurement().measure(stage);
            report.add(part, figures, load());
        } catch (IllegalStateException | LockstepException e) {
            stage.say("%s failed: %s", part.label(), e);
            report.fail(part, String.valueOf(e.getMessage()));
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private Plan plan() {
        boolean isFine =
                rounds >= 0
                        && warmUp >= 0
                        && seconds >= 1
                        && settle >= 0
                        && rate >= 1
                        && events >= 1
                        && rowsOfRecord >= 1
                        && gib > 0
                        && engines >= 2;
        if (!isFine) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--seconds, --rate, --events and --rows must be 1 or more, --gib above 0,"
                            + " --engines 2 or more, --rounds, --warm-up and --settle 0 or more");
        }
        return new Plan(
                rounds,
                warmUp,
                seconds,
                settle,
                rate,
                events,
                rowsOfRecord,
                gib,
                engines,
                withZooKeeper,
                flags.isBlank() ? List.of() : List.of(flags.strip().split("\\s+")));
    }

    private List<Part> parts() {
        if (labels.isEmpty()) {
            return List.of(Part.values());
        }
        try {
            return labels.stream().distinct().map(Part::labelled).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void write(FailoverReport report, Plan plan) throws IOException {
        if (json != null) {
            try (Writer w = Files.newBufferedWriter(json)) {
                report.writeJson(plan, w);
            }
        }
    }
}
