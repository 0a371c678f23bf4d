package dev.lockstep.connectors.adapter.metadata;

import dev.lockstep.api.transport.WindowSchema;
import org.jspecify.annotations.Nullable;

/**
 * Answers a {@link SchemaRequest}: either with a schema, or with the reason why there is none.
 *
 * @param id of the request
 */
public record SchemaReply(
        String id, String window, @Nullable WindowSchema schema, @Nullable String error) {}
