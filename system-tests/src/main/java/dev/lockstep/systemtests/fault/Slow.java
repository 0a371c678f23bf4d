package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;
import dev.lockstep.systemtests.wire.Target;
import dev.lockstep.systemtests.wire.Way;
import java.util.Set;

/**
 * A slow network between an engine and all it talks to.
 *
 * @param delayMillis each way
 * @param bytesPerSecond of each connection; 0 for any number
 */
public record Slow(Who who, int delayMillis, int bytesPerSecond) implements Fault {
    @Override
    public String words() {
        String rate = bytesPerSecond == 0 ? "" : " and " + bytesPerSecond / 1000 + " kB/s";
        return "slow network of " + who.words() + ": " + delayMillis + " ms" + rate;
    }

    @Override
    public boolean isTakeover() {
        return false;
    }

    @Override
    public Span span() {
        return new Span(1_000, 3_000);
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = who.on(stage);
        stage.gates(victim, Set.of(Target.values()), Way.BOTH)
                .forEach(g -> g.slow(delayMillis, bytesPerSecond));
        return Hurt.bus(victim.name());
    }
}
