package dev.lockstep.connectors.avro;

import org.jspecify.annotations.Nullable;

/** A registry of schemas, which gives each a number that never means another one. */
public interface Registry {
    /**
     * A schema of the registry.
     *
     * @param schema JSON
     */
    record Numbered(int id, String schema) {}

    /**
     * The schema of that number, or null if there is none.
     *
     * @throws dev.lockstep.api.error.LockstepException if the registry does not answer
     */
    @Nullable Numbered schema(int id);

    /**
     * The newest schema of a subject, or null if there is none.
     *
     * @throws dev.lockstep.api.error.LockstepException if the registry does not answer
     */
    @Nullable Numbered newest(String subject);

    /**
     * The number of the schema in the subject; it is put there if it is missing.
     *
     * @throws dev.lockstep.api.error.LockstepException if the registry refuses or does not answer
     */
    int register(String subject, String schema);
}
