package dev.lockstep.connectors.adapter.metadata;

/**
 * Asks for the schema of a window.
 *
 * @param window {@code project/query/window}
 * @param replyTopic where the answer is awaited
 * @param id comes back with the answer
 */
public record SchemaRequest(String window, String replyTopic, String id) {}
