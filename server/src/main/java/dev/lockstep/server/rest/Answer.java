package dev.lockstep.server.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a route answers.
 *
 * @param node written in the form that was asked for; null where {@code content} says it all
 * @param content of {@code type}, or null
 * @param afterwards done once the answer is written
 */
record Answer(
        int status,
        @Nullable Node node,
        String type,
        @Nullable Content content,
        @Nullable Runnable afterwards) {
    static final String XML = "text/xml;charset=utf-8";
    static final String JSON = "application/json";

    /** Bytes that are written while they are made. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    static Answer of(Node node) {
        return new Answer(200, node, XML, null, null);
    }

    static Answer message(String text) {
        return of(Node.text("message", text));
    }

    static Answer text(int status, String type, String text) {
        return new Answer(
                status, null, type, out -> out.write(text.getBytes(StandardCharsets.UTF_8)), null);
    }

    static Answer of(String type, Content content) {
        return new Answer(200, null, type, content, null);
    }

    Answer then(Runnable work) {
        return new Answer(status, node, type, content, work);
    }
}
