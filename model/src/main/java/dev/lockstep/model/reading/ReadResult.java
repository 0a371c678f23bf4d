package dev.lockstep.model.reading;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.model.project.ProjectSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project, or why there is none.
 *
 * @param project null if a problem is an error
 * @param problems everything that was found, notes and warnings too, in document order as far as
 *     possible
 */
public record ReadResult(@Nullable ProjectSpec project, List<Problem> problems) {
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
