package dev.lockstep.api.transport;

import dev.lockstep.api.schema.Schema;

/**
 * What an adapter must know of a window.
 *
 * @param isKeyGenerated whether the window makes its key itself, so that input may lack it
 */
public record WindowSchema(Schema schema, boolean isKeyGenerated) {}
