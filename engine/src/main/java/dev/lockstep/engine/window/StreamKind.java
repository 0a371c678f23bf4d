package dev.lockstep.engine.window;

/** What a window may find in the output of another. */
public enum StreamKind {
    /** Inserts only, of keys that are not checked. */
    INSERT_ONLY,
    /**
     * Inserts, updates and deletes of known rows: deletes carry all stored fields, updates their
     * old row where asked for.
     */
    CANONICAL,
    /** Anything that a publisher may send, with only the fields that it carries. */
    RAW
}
