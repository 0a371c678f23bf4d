package dev.lockstep.bench.memory;

import dev.lockstep.bench.peers.Models;
import dev.lockstep.model.project.ProjectSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench memory}: ten million rows retained. */
@Command(
        name = "memory",
        description = "Retain ten million rows: heap, and the time of inserts.",
        mixinStandardHelpOptions = true)
public final class MemoryCommand implements Callable<Integer> {
    private static final int FEW = 10_000;
    private static final int SMALL_ENGINES = 300;
    private static final int WARM_UP_ROWS = 1_000_000;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--rows", description = "rows to retain (${DEFAULT-VALUE})")
    private long rows = 10_000_000;

    private final Models models;

    /** Over the model files of this tree. */
    public MemoryCommand() {
        this(Models.ofThisTree());
    }

    MemoryCommand(Models models) {
        this.models = models;
    }

    @Override
    public Integer call() throws IOException {
        ProjectSpec project = models.project("memory");
        long empty = heap();
        new Inserts(project).until(Math.min(rows, WARM_UP_ROWS));
        Inserts.Cost few = whileFew(project);
        Inserts many = new Inserts(project);
        many.until(rows - rows / 10);
        Inserts.Cost last = many.until(rows);
        long full = heap();
        if (many.retained() < rows) {
            throw new IllegalStateException("Only " + many.retained() + " rows are retained.");
        }
        say("rows retained            %,15d", many.retained());
        say("heap after collection    %,15.1f MB", (full - empty) / 1e6);
        say("                         %,15.1f bytes a row", (full - empty) / (double) rows);
        say("                                passed     computed by the thread");
        sayCost("insert, rows 9-10 thousand", few);
        sayCost("insert, the last tenth", last);
        say(
                "growth                   %,13.2f  %,13.2f times",
                last.nanos() / few.nanos(), last.cpuNanos() / few.cpuNanos());
        say(
                "longest block            %,13.3f  %,13.3f ms",
                many.longestMillis(), many.longestCpuMillis());
        say("without a collection     %,13.3f                ms", many.longestUncollectedMillis());
        return 0;
    }

    private void sayCost(String what, Inserts.Cost cost) {
        say("%-26s %,11.1f  %,13.1f ns a row", what, cost.nanos(), cost.cpuNanos());
    }

    /** Rows 9 to 10 thousand: the median of many engines, since each is soon done. */
    private static Inserts.Cost whileFew(ProjectSpec project) {
        double[] nanos = new double[SMALL_ENGINES];
        double[] cpuNanos = new double[SMALL_ENGINES];
        for (int i = 0; i < SMALL_ENGINES; i++) {
            Inserts inserts = new Inserts(project);
            inserts.until(FEW - FEW / 10);
            Inserts.Cost cost = inserts.until(FEW);
            nanos[i] = cost.nanos();
            cpuNanos[i] = cost.cpuNanos();
        }
        Arrays.sort(nanos);
        Arrays.sort(cpuNanos);
        return new Inserts.Cost(nanos[SMALL_ENGINES / 2], cpuNanos[SMALL_ENGINES / 2]);
    }

    /** Bytes in use, garbage collected. */
    private static long heap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        System.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
