package dev.lockstep.server.demo;

import dev.lockstep.api.block.EventBlock;
import dev.lockstep.engine.Engine;
import dev.lockstep.model.project.ProjectSpec;
import dev.lockstep.model.reading.ProjectReader;
import dev.lockstep.model.reading.ReadOptions;
import dev.lockstep.server.run.ConnectorClasses;
import dev.lockstep.server.run.FileBinding;
import dev.lockstep.server.run.ProjectRun;
import dev.lockstep.server.run.RunOptions;
import dev.lockstep.server.view.RunView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One demonstration in a folder of its own. */
public final class Demonstration {
    private static final long SEED = 2026;
    private static final int SHOWN = 8;

    private final Path home;
    private final Path folder;
    private final int rows;
    private final PrintWriter out;

    /**
     * @param home the tree that holds {@code examples/}
     * @param folder an empty folder for the generated files
     */
    public Demonstration(Path home, Path folder, int rows, PrintWriter out) {
        this.home = home;
        this.folder = folder;
        this.rows = rows;
        this.out = out;
    }

    public void run() throws IOException, InterruptedException {
        out.printf(Locale.ROOT, "Generating %,d trades…%n", rows);
        out.flush();
        Path traders = folder.resolve("traders.csv");
        Path trades = folder.resolve("trades.csv");
        TradeGenerator generator = new TradeGenerator(SEED);
        generator.traders(traders);
        generator.trades(trades, rows);
        Path model = home.resolve("examples/trades/model.xml");
        ProjectSpec project =
                ProjectReader.read(
                                Files.readAllBytes(model),
                                model.toString(),
                                name -> null,
                                new ReadOptions(ConnectorClasses.names(), false))
                        .orThrow();
        out.println("Running " + model);
        out.flush();
        double seconds;
        try (ProjectRun run = new ProjectRun(project, options(traders, trades))) {
            long began = System.nanoTime();
            try (RunView view = RunView.of(run)) {
                run.run();
            }
            seconds = (System.nanoTime() - began) / 1e9;
            show(run.engine());
        }
        Path costed = folder.resolve("costed.csv");
        out.printf(
                Locale.ROOT,
                "%,d trades in %.2f s: %,.0f a second, from file to file (%,d bytes written), on"
                        + " one engine thread.%n",
                rows,
                seconds,
                rows / seconds,
                Files.size(costed));
        out.println(
                "The same input gives the same bytes every time: see `lockstep run --journal` and"
                        + " `lockstep replay`.");
        out.flush();
    }

    private RunOptions options(Path traders, Path trades) {
        return new RunOptions(
                List.of(
                        FileBinding.parse("market/traders=" + traders, true),
                        FileBinding.parse("market/trades=" + trades + ",blocksize=256", true)),
                List.of(FileBinding.parse("market/costed=" + folder.resolve("costed.csv"), false)),
                true,
                false,
                Duration.ZERO,
                null,
                null,
                Map.of());
    }

    private void show(Engine engine) {
        out.println();
        out.printf(
                "%-10s%14s%12s%12s%12s   (last hour)%n",
                "security", "vwap", "low", "high", "deviation");
        EventBlock b = engine.retained("market/vwapHour");
        for (int i = 0; i < Math.min(SHOWN, b.rows()); i++) {
            out.printf(
                    Locale.ROOT,
                    "%-10s%14.4f%12.2f%12.2f%12.4f%n",
                    engine.pool().string(b.ints(0)[i]),
                    b.doubles(1)[i],
                    b.doubles(2)[i],
                    b.doubles(3)[i],
                    b.doubles(4)[i]);
        }
        out.println();
    }
}
