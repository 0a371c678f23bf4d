package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * Two faults at once.
 *
 * @param first leaves the active where it is
 * @param second may take it away
 */
public record Both(Fault first, Fault second) implements Fault {
    @Override
    public String words() {
        return first.words() + " + " + second.words();
    }

    @Override
    public boolean isTakeover() {
        return first.isTakeover() || second.isTakeover();
    }

    @Override
    public String obstacle() {
        return first.obstacle().isEmpty() ? second.obstacle() : first.obstacle();
    }

    @Override
    public Span span() {
        return new Span(
                Math.max(first.span().shortest(), second.span().shortest()),
                Math.max(first.span().longest(), second.span().longest()));
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        Hurt one = first.strike(stage);
        Hurt other = second.strike(stage);
        List<EngineProcess> out = new ArrayList<>(one.out());
        out.addAll(other.out());
        return new Hurt(one.victim() + " " + other.victim(), out);
    }

    @Override
    public void undo() {
        first.undo();
        second.undo();
    }
}
