package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Engines;
import dev.lockstep.systemtests.stage.Stage;

/**
 * The loss of an engine that comes back from an earlier loss: it starts, restores, catches up,
 * proves.
 */
public record KillWhileJoining() implements Fault {
    private static final int SHORTEST_MILLIS = 500;
    private static final int LONGEST_MILLIS = 5_000;

    @Override
    public String words() {
        return "kill -9 of an engine that joins";
    }

    @Override
    public boolean isTakeover() {
        return false;
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = Who.STANDBY.on(stage);
        victim.kill();
        victim.start();
        int moment = stage.random().nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
        Engines.hasCome(moment, () -> victim.readings().isStandby());
        victim.kill();
        return Hurt.of(victim);
    }
}
