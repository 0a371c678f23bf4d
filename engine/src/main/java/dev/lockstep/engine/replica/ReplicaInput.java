package dev.lockstep.engine.replica;

import dev.lockstep.api.replica.RecordDecoder;

/**
 * An input topic of a project.
 *
 * @param source the window, as {@code query/window}
 */
public record ReplicaInput(String source, RecordDecoder decoder) {}
