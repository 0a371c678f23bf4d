package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;

/**
 * An engine that stops between two instructions and goes on later, as if nothing had been: SIGSTOP
 * and SIGCONT.
 */
public record Freeze(Who who) implements Fault {
    @Override
    public String words() {
        return "freeze of " + who.words();
    }

    @Override
    public boolean isTakeover() {
        return who == Who.ACTIVE;
    }

    @Override
    public Span span() {
        return new Span(300, 3_000);
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = who.on(stage);
        victim.freeze();
        return Hurt.of(victim);
    }
}
