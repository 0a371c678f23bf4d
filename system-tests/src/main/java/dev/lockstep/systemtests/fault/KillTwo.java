package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;
import java.util.List;

/** The loss of the active and of a standby at once. */
public record KillTwo() implements Fault {
    @Override
    public String words() {
        return "kill -9 of the active and a standby";
    }

    @Override
    public boolean isTakeover() {
        return true;
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess active = stage.active();
        EngineProcess standby = stage.standby(active);
        active.kill();
        standby.kill();
        return new Hurt(active.name() + " " + standby.name(), List.of(active, standby));
    }
}
