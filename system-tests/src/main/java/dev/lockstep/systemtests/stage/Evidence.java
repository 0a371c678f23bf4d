package dev.lockstep.systemtests.stage;

import dev.lockstep.server.trial.EngineProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What can still be learned of engines when something has gone wrong. */
public final class Evidence {
    private static final long PATIENCE_SECONDS = 5;

    private Evidence() {}

    /**
     * Writes into a folder what the engines say, what the journal holds and how outputs compare;
     * has each engine that answers print its threads into its log.
     */
    public static void write(Stage stage, Path folder) throws IOException, InterruptedException {
        StringBuilder said = new StringBuilder();
        for (EngineProcess e : stage.engines().all()) {
            said.append("== ").append(e.name()).append('\n');
            said.append(e.get(Stage.project() + "/failover")).append('\n');
            said.append(e.readings().text()).append('\n');
            if (e.isUp()) {
                printThreads(e.pid());
            }
        }
        Files.writeString(folder.resolve("engines.txt"), said, StandardCharsets.UTF_8);
        Files.write(folder.resolve("journal.txt"), stage.trial().journalText());
        Files.write(folder.resolve("outputs.txt"), stage.trial().outputText());
    }

    private static void printThreads(long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start();
        if (!kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            kill.destroyForcibly();
        }
    }
}
