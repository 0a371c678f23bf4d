package dev.lockstep.systemtests.fault;

import dev.lockstep.brokers.Node;
import dev.lockstep.systemtests.stage.Stage;

/** The loss of a node of the bus, as by SIGKILL. */
public record LoseNode(Part part) implements Fault {
    @Override
    public String words() {
        return "kill -9 of " + part.words();
    }

    @Override
    public boolean isTakeover() {
        return false;
    }

    @Override
    public Span span() {
        return new Span(300, 1_500);
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        Node victim = part.on(stage);
        victim.kill();
        return Hurt.bus(victim.name());
    }
}
