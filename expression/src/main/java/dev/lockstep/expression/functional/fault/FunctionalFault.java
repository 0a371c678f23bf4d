package dev.lockstep.expression.functional.fault;

/**
 * Ends the evaluation of one function, whose value becomes null. Has no stack trace: malformed
 * input is common and must stay cheap. Never leaves the evaluation of an event.
 */
public final class FunctionalFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FunctionalError error;

    public FunctionalFault(FunctionalError error) {
        this(error, error.name());
    }

    public FunctionalFault(FunctionalError error, String detail) {
        super(detail, null, false, false);
        this.error = error;
    }

    public FunctionalError error() {
        return error;
    }
}
