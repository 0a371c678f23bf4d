package dev.lockstep.systemtests;

import dev.lockstep.server.trial.Blow;
import dev.lockstep.server.trial.Certificate;
import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.fault.Fault;
import dev.lockstep.systemtests.stage.Evidence;
import dev.lockstep.systemtests.stage.Ground;
import dev.lockstep.systemtests.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One stream of events in which fault comes after fault. Behind each of them everybody gets back to
 * work, and what has come out by then is compared. One thread.
 */
final class Round implements AutoCloseable {
    /** So many take part. */
    static final int ENGINES = Stage.ENGINES;

    private static final int LONGEST_CALM_MILLIS = 500;
    private static final double NANOS = 1e9;

    /** How much of the time behind a fault belongs to it. */
    private static final long BEHIND_NANOS = 1_000_000_000L;

    private final Stage stage;
    private final Path folder;

    /**
     * Starts the engines and waits until all of them are in step.
     *
     * @param ground belongs to the caller
     * @param prefix of the topics, unlike that of any round before on the same brokers
     * @param rate trades a second
     */
    Round(Ground ground, Path folder, String prefix, long seed, int rate)
            throws IOException, InterruptedException {
        this.folder = folder;
        stage = new Stage(ground, folder, prefix, seed, rate);
    }

    /**
     * Does one thing at some moment, gets everybody back to work and compares.
     *
     * @param seed decides the moment, and what else is left to chance
     * @throws IllegalStateException if somebody does not get back to work in time
     */
    Outcome strike(Fault fault, long seed) throws InterruptedException {
        int reigns = stage.trial().reigns();
        long began = System.nanoTime();
        stage.chance(seed);
        stage.pass(0, LONGEST_CALM_MILLIS);
        long at = System.nanoTime();
        Fault.Hurt hurt;
        EngineProcess next;
        try {
            hurt = fault.strike(stage);
            next = stage.awaitOthers(hurt.out());
            stage.pass(fault.span().shortest(), fault.span().longest());
        } finally {
            fault.undo();
        }
        long until = System.nanoTime();
        stage.trial().note(new Blow(fault.words(), null, hurt.victim(), at, until, next.name()));
        stage.heal();
        List<String> wrong = stage.trial().check();
        long now = System.nanoTime();
        return new Outcome(
                stage.trial()
                        .observer()
                        .longestSilenceMillis(at, Math.min(now, until + BEHIND_NANOS)),
                stage.trial().reigns() - reigns,
                (now - began) / NANOS,
                wrong);
    }

    /** Where output comes out that anybody could write to. */
    List<String> outputs() {
        return stage.trial().outputTopics();
    }

    /** Ends the round and compares all of it. */
    Certificate finish() throws InterruptedException {
        return stage.trial().finish();
    }

    /** Writes down what is known of a round that went wrong, beside the logs. */
    void keepEvidence() throws IOException, InterruptedException {
        Evidence.write(stage, folder);
    }

    @Override
    public void close() throws IOException {
        stage.close();
    }
}
