package dev.lockstep.bench.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bench peers}: throughput beside Esper and a plain loop. */
@Command(
        name = "peers",
        description = "Measure throughput beside Esper and a plain loop over the same events.",
        mixinStandardHelpOptions = true)
public final class PeersCommand implements Callable<Integer> {
    private static final int ROUNDS = 5;
    private static final int ROUNDS_WHEN_QUICK = 3;
    private static final double MINUTES = 10;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--quick", description = "three rounds instead of five")
    private boolean isQuick;

    @Option(
            names = "--workloads",
            split = ",",
            paramLabel = "NAME",
            description = "only these, for example W1,W2/bytes,push")
    private List<String> labels = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "write the results as JSON, too")
    private @Nullable Path json;

    @Option(
            names = "--minutes",
            description =
                    "what the whole may take (10, with --quick 6); repetitions are given up for it,"
                            + " so allow 60 for all of them")
    private double minutes;

    @Option(names = "--events", description = "events of a repetition (${DEFAULT-VALUE})")
    private int events = 2_000_000;

    @Option(names = "--rounds", description = "rounds, instead of five or three")
    private int rounds;

    @Option(
            names = "--warm-up",
            description = "repetitions before those that count (${DEFAULT-VALUE})")
    private int uncounted = 6;

    @Option(names = "--counted", description = "repetitions that count (${DEFAULT-VALUE})")
    private int counted = 8;

    @Option(names = "--heap", description = "heap of each process (${DEFAULT-VALUE})")
    private String heap = "6g";

    private final Models models;

    /** Over the model files of this tree. */
    public PeersCommand() {
        this(Models.ofThisTree());
    }

    PeersCommand(Models models) {
        this.models = models;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Comparison.Plan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                String.join(
                        " ",
                        "Java " + Runtime.version() + ",",
                        Runtime.getRuntime().availableProcessors() + " processors,",
                        plan.events() + " events a repetition,",
                        "each process with",
                        String.join(" ", ChildProcess.flags(heap))));
        out.flush();
        Path scratch = Files.createTempDirectory("lockstep-bench");
        try {
            Comparison comparison =
                    new Comparison(
                            plan, models.folder(), scratch, heap, spec.commandLine().getErr());
            Report report = new Report(comparison.run(), plan.rows(), plan.events());
            report.print(out);
            write(report);
        } finally {
            delete(scratch);
        }
        return 0;
    }

    private Comparison.Plan plan() {
        if (events < 1 || counted < 1 || uncounted < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--events and --counted must be 1 or more, --warm-up 0 or more");
        }
        return new Comparison.Plan(
                rows(),
                events,
                rounds > 0 ? rounds : isQuick ? ROUNDS_WHEN_QUICK : ROUNDS,
                uncounted,
                counted,
                minutes > 0 ? minutes : isQuick ? MINUTES * ROUNDS_WHEN_QUICK / ROUNDS : MINUTES);
    }

    private List<Workload> rows() {
        if (labels.isEmpty()) {
            return List.of(Workload.values());
        }
        try {
            return labels.stream().distinct().map(Workload::labelled).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void write(Report report) throws IOException {
        if (json != null) {
            try (Writer w = Files.newBufferedWriter(json)) {
                report.writeJson(w);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
