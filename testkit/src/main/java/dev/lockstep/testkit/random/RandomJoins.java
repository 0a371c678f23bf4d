package dev.lockstep.testkit.random;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.schema.FieldType;
import dev.lockstep.model.project.IndexType;
import dev.lockstep.model.project.WindowKind;
import dev.lockstep.model.project.WindowKind.JoinOutput;
import dev.lockstep.model.project.WindowKind.JoinType;
import dev.lockstep.testkit.model.ModelBuilder;
import dev.lockstep.testkit.model.WindowDraft;
import java.util.List;

/** Joins of facts with a dimension whose output again looks like facts. */
final class RandomJoins {
    private RandomJoins() {}

    /**
     * @param isForgetful whether facts are not kept
     * @param byIndex whether to say so by the fact side's index rather than by {@code
     *     no-regenerates}
     */
    static WindowDraft factJoin(
            ModelBuilder model,
            String name,
            JoinType type,
            boolean isFactLeft,
            boolean isForgetful,
            boolean byIndex) {
        String fact = isFactLeft ? "l_" : "r_";
        String dimension = isFactLeft ? "r_" : "l_";
        IndexType factIndex = isForgetful && byIndex ? IndexType.EMPTY : null;
        List<JoinOutput> output =
                List.of(
                        new JoinOutput.Selection("g", isFactLeft, "g", Location.UNKNOWN),
                        ModelBuilder.computed("h", FieldType.INT32, dimension + "n"),
                        ModelBuilder.computed(
                                "v", FieldType.DOUBLE, fact + "v + " + dimension + "w"),
                        new JoinOutput.Selection("t", isFactLeft, "t", Location.UNKNOWN));
        return model.join(
                name,
                RandomModel.FACTS,
                new WindowKind.Join(
                        type,
                        isForgetful && !byIndex,
                        false,
                        isFactLeft ? factIndex : null,
                        isFactLeft ? null : factIndex,
                        List.of(new WindowKind.FieldPair("g", "g", Location.UNKNOWN)),
                        output));
    }
}
