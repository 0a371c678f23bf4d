package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;

/** The loss of an engine that is writing a snapshot. */
public record KillWhilePersisting(Who who) implements Fault {
    private static final int LONGEST_MILLIS = 150;

    @Override
    public String words() {
        return "kill -9 of " + who.words() + " while it takes a snapshot";
    }

    @Override
    public boolean isTakeover() {
        return who == Who.ACTIVE;
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = who.on(stage);
        Thread.ofVirtual()
                .start(() -> victim.put(Stage.project() + "/state?value=persisted&path=taken"));
        stage.pass(0, LONGEST_MILLIS);
        victim.kill();
        return Hurt.of(victim);
    }
}
