package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;

/**
 * The active stands still just about as long as the others take to give it up, and goes on amid
 * their take-over.
 */
public record FreezeShortly() implements Fault {
    private static final int SHORTEST_MILLIS = 300;
    private static final int LONGEST_MILLIS = 1_200;

    @Override
    public String words() {
        return "freeze of the active for as long as a take-over takes";
    }

    @Override
    public boolean isTakeover() {
        return false;
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = stage.active();
        victim.freeze();
        stage.pass(SHORTEST_MILLIS, LONGEST_MILLIS);
        victim.thaw();
        return Hurt.bus(victim.name());
    }
}
