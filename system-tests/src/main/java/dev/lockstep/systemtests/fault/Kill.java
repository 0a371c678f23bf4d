package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;

/** The loss of one engine, as by SIGKILL. */
public record Kill(Who who) implements Fault {
    @Override
    public String words() {
        return "kill -9 of " + who.words();
    }

    @Override
    public boolean isTakeover() {
        return who == Who.ACTIVE;
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = who.on(stage);
        victim.kill();
        return Hurt.of(victim);
    }
}
