package dev.lockstep.engine.graph;

import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.engine.window.Input;
import dev.lockstep.engine.window.StreamKind;
import dev.lockstep.engine.window.WindowLimits;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowSpec;
import java.util.List;

/** Warnings about windows that work, but perhaps not as whoever wrote the model hopes. */
final class Advice {
    private final WindowSpec spec;
    private final List<Problem> problems;

    Advice(WindowSpec spec, List<Problem> problems) {
        this.spec = spec;
        this.problems = problems;
    }

    /** Where an index on disk cannot do what its name says. */
    void aboutIndex() {
        if (spec.index() != IndexType.HLEVELDB) {
            return;
        }
        if (spec.retention() != null) {
            inMemory("retention needs the rows of window " + spec.name() + " in memory.");
        } else if (spec.kind() instanceof WindowKind.Aggregate) {
            inMemory("the groups of aggregate window " + spec.name() + " are in memory.");
        }
    }

    /** Facts that a join keeps so that its dimension can renew them. */
    void aboutFacts(Input facts, IndexType index) {
        if (index == IndexType.HLEVELDB) {
            inMemory("the facts that join window " + spec.name() + " keeps are in memory.");
        }
        if (facts.stream() == StreamKind.INSERT_ONLY) {
            warn(
                    EngineError.UNBOUNDED_FACTS,
                    "Join window "
                            + spec.name()
                            + " keeps every fact that comes from "
                            + facts.source().name()
                            + ", which never deletes one; beyond "
                            + WindowLimits.FACTS.defaultValue()
                            + " new facts are bad events.");
        }
    }

    private void inMemory(String detail) {
        warn(EngineError.INDEX_IN_MEMORY, "The index is pi_HLEVELDB, but " + detail);
    }

    private void warn(EngineError code, String detail) {
        problems.add(Problem.warning(code, spec.where(), detail));
    }
}
