package dev.lockstep.api.error;

/**
 * One entry of the error catalogue. Implemented by one enum a module; ranges: 1xxx model, 2xxx
 * expressions, 3xxx engine, 4xxx wire and connectors, 5xxx server and command line, 6xxx stores and
 * snapshots, 70xx failover, 71xx local brokers.
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

    /**
     * What the catalogue says of one code.
     *
     * @param code the stable code, for example {@code LS-1004}; never reused
     * @param hint one sentence that says what to do; ends without a full stop's worth of detail of
     *     the single case
     */
    record Text(String code, Category category, String hint) {}

    /** What the catalogue says of this code. */
    Text text();

    /** The stable code, for example {@code LS-1004}; never reused. */
    default String code() {
        return text().code();
    }

    default Category category() {
        return text().category();
    }

    /** One sentence that says what to do. */
    default String hint() {
        return text().hint();
    }
}
