package dev.lockstep.systemtests.fault;

import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.systemtests.stage.Stage;
import dev.lockstep.systemtests.wire.Target;
import dev.lockstep.systemtests.wire.Way;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An engine that lives and is cut off; what was on its way arrives once the cut is mended. */
public record Cut(Who who, Set<Target> targets, Way way) implements Fault {
    public Cut {
        targets = Set.copyOf(targets);
    }

    @Override
    public String words() {
        String all =
                targets.size() == Target.values().length
                        ? "everything"
                        : targets.stream()
                                .sorted()
                                .map(Target::words)
                                .collect(Collectors.joining(" and "));
        return "cut of " + who.words() + " " + way.words() + " " + all;
    }

    @Override
    public boolean isTakeover() {
        return who == Who.ACTIVE && targets.contains(Target.KAFKA);
    }

    @Override
    public Span span() {
        return new Span(300, 3_000);
    }

    @Override
    public Hurt strike(Stage stage) throws InterruptedException {
        EngineProcess victim = who.on(stage);
        stage.cut(victim, targets, way);
        return new Hurt(victim.name(), isTakeover() ? List.of(victim) : List.of());
    }
}
