package dev.lockstep.model.reading;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.ProjectSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A project, or why there is none.
 *
 * @param project null if a problem is an error
 * @param problems everything that was found, notes and warnings too, in document order as far as
 *     possible
 * @param settings placeholders that decide what the queries do, with their values, sorted; those
 *     that only connectors use are not among them, since they decide nothing in a replay
 */
public record ReadResult(
        @Nullable ProjectSpec project, List<Problem> problems, Map<String, String> settings) {
    /**
     * @throws LockstepException with all errors if there is no project
     */
    public ProjectSpec orThrow() {
        ProjectSpec p = project;
        if (p == null) {
            throw new LockstepException(problems.stream().filter(Problem::isError).toList());
        }
        return p;
    }
}
