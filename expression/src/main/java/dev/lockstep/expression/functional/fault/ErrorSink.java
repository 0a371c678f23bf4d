package dev.lockstep.expression.functional.fault;

/**
 * Takes the errors of evaluation. The value concerned is null; the event goes on. Called on the
 * engine's thread, so it only counts.
 */
@FunctionalInterface
public interface ErrorSink {
    /**
     * @param function ordinal of the property or function within its unit, see {@code
     *     FunctionalUnit.describe}
     */
    void error(FunctionalError error, int function);
}
