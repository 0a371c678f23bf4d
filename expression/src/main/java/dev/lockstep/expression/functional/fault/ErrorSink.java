package dev.lockstep.expression.functional.fault;

/**
 * Takes the errors of evaluation. The value concerned is null; the event goes on. Called on the
 * engine's thread, so it only counts.
 */
@FunctionalInterface
public interface ErrorSink {
    /**
     * @param part what was evaluated, for example {@code function claimId}; empty outside of
     *     function contexts
     */
    void error(FunctionalError error, String part);
}
