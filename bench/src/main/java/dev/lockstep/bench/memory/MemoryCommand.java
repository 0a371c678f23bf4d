package dev.lockstep.bench.memory;

import dev.lockstep.bench.peers.Models;
import dev.lockstep.model.project.ProjectSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
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
        double few = whileFew(project);
        Inserts many = new Inserts(project);
        many.until(rows - rows / 10);
        double last = many.until(rows);
        long full = heap();
        if (many.retained() < rows) {
            throw new IllegalStateException("Only " + many.retained() + " rows are retained.");
        }
        say("rows retained            %,15d", many.retained());
        say("heap after collection    %,15.1f MB", (full - empty) / 1e6);
        say("                         %,15.1f bytes a row", (full - empty) / (double) rows);
        say("insert, to row %-9d %,15.1f ns a row, the last tenth", FEW, few);
        say("insert, to row %-9d %,15.1f ns a row, the last tenth", rows, last);
        say("growth                   %,15.2f times", last / few);
        say("longest block            %,15.3f ms", many.longestMillis());
        say(
                "                         %,15.3f ms where nothing was collected",
                many.longestUncollectedMillis());
        return 0;
    }

    /** Nanoseconds a row for rows 9 to 10 thousand, over many engines, since that is soon done. */
    private static double whileFew(ProjectSpec project) {
        double sum = 0;
        for (int i = 0; i < SMALL_ENGINES; i++) {
            Inserts inserts = new Inserts(project);
            inserts.until(FEW - FEW / 10);
            sum += inserts.until(FEW);
        }
        return sum / SMALL_ENGINES;
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
