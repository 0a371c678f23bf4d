package dev.lockstep.api.error;

/**
 * One entry of the error catalogue. Implemented by one enum a module; ranges: 1xxx model, 2xxx
 * expressions, 3xxx engine, 4xxx wire and connectors, 5xxx server and command line, 6xxx stores and
 * snapshots.
 */
public interface ErrorCode {
    /** Who has to act. */
    enum Category {
        /** What the user wrote or asked for is wrong. */
        USER,
        /** A file, socket or service outside the process failed. */
        EXTERNAL,
        /** A named limit was reached. */
        RESOURCE,
        /** A fault of Lockstep itself. */
        INTERNAL
    }

    /** The stable code, for example {@code LS-1004}; never reused. */
    String code();

    Category category();

    /**
     * One sentence that says what to do; ends without a full stop's worth of detail of the single
     * case.
     */
    String hint();
}
