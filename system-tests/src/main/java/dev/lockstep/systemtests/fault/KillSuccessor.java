package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Engines;
import dev.lockstep.systemtests.stage.Stage;
import java.util.List;

/** A second loss in the midst of the take-over that the first one causes. */
public record KillSuccessor() implements Fault {
    /** Within which it comes. */
    private static final int LONGEST_MILLIS = 400;

    @Override
    public String words() {
        return "kill -9 of the active, then of whoever takes over";
    }

    @Override
    public boolean isTakeover() {
        return true;
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess active = stage.active();
        active.kill();
        EngineProcess[] second = {stage.standby(active)};
        Engines.hasCome(
                stage.random().nextInt(LONGEST_MILLIS),
                () ->
                        stage.engines().all().stream()
                                .filter(e -> e != active && e.isPrimary())
                                .peek(e -> second[0] = e)
                                .findFirst()
                                .isPresent());
        second[0].kill();
        return new Hurt(active.name() + " " + second[0].name(), List.of(active, second[0]));
    }
}
