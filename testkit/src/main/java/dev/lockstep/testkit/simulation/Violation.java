package dev.lockstep.testkit.simulation;

/** A promise of failover was broken. */
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Violation(String message) {
        super(message);
    }
}
