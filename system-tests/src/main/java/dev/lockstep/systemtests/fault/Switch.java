package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;

/** A planned switch, which must not cost anything either. */
public record Switch() implements Fault {
    @Override
    public String words() {
        return "planned switch";
    }

    @Override
    public boolean isTakeover() {
        return true;
    }

    @Override
    public Span span() {
        return new Span(0, 200);
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = stage.active();
        victim.put(Stage.project() + "/state?value=standby");
        return Hurt.of(victim);
    }
}
