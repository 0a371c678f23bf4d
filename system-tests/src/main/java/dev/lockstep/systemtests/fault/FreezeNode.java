package dev.lockstep.systemtests.fault;

import dev.lockstep.brokers.Node;
import dev.lockstep.systemtests.stage.Stage;

/** A node of the bus that answers nothing for a while. */
public record FreezeNode(Part part) implements Fault {
    @Override
    public String words() {
        return "freeze of " + part.words();
    }

    @Override
    public boolean isTakeover() {
        return false;
    }

    @Override
    public Span span() {
        return new Span(500, 3_000);
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        Node victim = part.on(stage);
        victim.freeze();
        return Hurt.bus(victim.name());
    }
}
