package dev.lockstep.systemtests.fault;

import dev.lockstep.brokers.Node;
import dev.lockstep.server.trial.Engines;
import dev.lockstep.systemtests.stage.BrokerDisk;
import dev.lockstep.systemtests.stage.SmallDisk;
import dev.lockstep.systemtests.stage.Stage;

/** The disk of a broker is full: it ends, and comes back when there is room again. */
public record FullBroker() implements Fault {
    private static final long PATIENCE_MILLIS = 60_000;

    @Override
    public String words() {
        return "full disk of a broker";
    }

    @Override
    public boolean isTakeover() {
        return false;
    }

    @Override
    public String obstacle() {
        return SmallDisk.isPossible() ? "" : "a small disk can be mounted by root only";
    }

    @Override
    public Span span() {
        return new Span(1_000, 3_000);
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        Node victim = stage.ground().cluster().kafka().node(BrokerDisk.BROKER);
        stage.ground().disk().fill();
        Engines.await("end of a broker", PATIENCE_MILLIS, () -> !victim.isRunning());
        return Hurt.bus(victim.name());
    }
}
