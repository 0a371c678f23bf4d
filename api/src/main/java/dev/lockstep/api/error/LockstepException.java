package dev.lockstep.api.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one checked-nowhere exception of Lockstep: carries at least one {@link Problem}, all that
 * were found at once.
 */
public class LockstepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public LockstepException(List<Problem> problems) {
        this(problems, null);
    }

    public LockstepException(Problem problem) {
        this(List.of(problem), null);
    }

    public LockstepException(Problem problem, @Nullable Throwable cause) {
        this(List.of(problem), cause);
    }

    public LockstepException(ErrorCode code, String detail, Throwable cause) {
        this(Problem.error(code, Location.UNKNOWN, detail), cause);
    }

    public LockstepException(ErrorCode code, String detail) {
        this(Problem.error(code, Location.UNKNOWN, detail));
    }

    private LockstepException(List<Problem> problems, @Nullable Throwable cause) {
        super(text(problems), cause);
        this.problems = List.copyOf(problems);
    }

    private static String text(List<Problem> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("at least one problem");
        }
        StringBuilder all = new StringBuilder();
        for (Problem p : problems) {
            all.append(all.isEmpty() ? "" : System.lineSeparator()).append(p);
        }
        return all.toString();
    }

    /** At least one, in the order found. */
    public List<Problem> problems() {
        return problems;
    }
}
