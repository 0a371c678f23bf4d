package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;
import java.util.List;

/** The loss of all engines, which are started again at once. */
public record KillAll() implements Fault {
    @Override
    public String words() {
        return "kill -9 of all engines";
    }

    @Override
    public boolean isTakeover() {
        return true;
    }

    @Override
    public Hurt strike(Stage stage) {
        stage.engines().all().forEach(EngineProcess::kill);
        stage.engines().startAll();
        return new Hurt("all", List.of());
    }
}
