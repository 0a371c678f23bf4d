package dev.lockstep.server.rest;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.limit.Limit;
import dev.lockstep.server.error.ServerError;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between Jetty and the REST interface. */
final class HttpRequests extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRequests.class);
    private static final int BUFFER_BYTES = 32 << 10;

    private final RestInterface rest;
    private final Semaphore requests;
    private final Semaphore uploads = new Semaphore((int) RestLimits.UPLOADS.defaultValue());
    private final Semaphore bodies =
            new Semaphore((int) RestLimits.BODIES_BYTES.defaultValue(), true);

    HttpRequests(RestInterface rest, Semaphore requests) {
        this.rest = rest;
        this.requests = requests;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!requests.tryAcquire()) {
            Answer a =
                    Failures.of(
                            new LockstepException(
                                    ServerError.TOO_MANY_REQUESTS,
                                    "The server answers "
                                            + RestLimits.REQUESTS.defaultValue()
                                            + " requests already."),
                            isJson(request, null));
            respond(request, response, callback, a, false);
            return true;
        }
        try {
            answer(request, response, callback);
        } finally {
            requests.release();
        }
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        Held held = new Held(bodies);
        try {
            refuseForeignPages(request);
            Map<String, String> parameters = parameters(request);
            boolean isJson = isJson(request, parameters.get("format"));
            String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
            RestRequest r =
                    new RestRequest(
                            Map.of(),
                            parameters,
                            isJson,
                            type == null ? "" : type,
                            most -> body(request, most, held));
            Answer a = rest.answer(request.getMethod(), Request.getPathInContext(request), r);
            respond(request, response, callback, a, isJson);
        } catch (LockstepException e) {
            respond(request, response, callback, Failures.of(e, isJson(request, null)), false);
        } finally {
            held.release();
        }
    }

    /**
     * A page that somebody looks at could send requests to servers that only he can reach. Browsers
     * say where the page is from; programs say nothing.
     */
    private static void refuseForeignPages(Request request) {
        String method = request.getMethod();
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || method.equals("GET") || method.equals("HEAD")) {
            return;
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (!origin.equals("http://" + host) && !origin.equals("https://" + host)) {
            throw new LockstepException(
                    ServerError.FOREIGN_PAGE, "The request comes from a page of another server.");
        }
    }

    private static Map<String, String> parameters(Request request) {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            for (Fields.Field f : Request.extractQueryParameters(request)) {
                String value = f.getValue();
                if (value != null && value.length() > RestLimits.PARAMETER_CHARS.defaultValue()) {
                    throw new LockstepException(
                            ServerError.REQUEST_TOO_LARGE,
                            "A parameter is longer than "
                                    + RestLimits.PARAMETER_CHARS.name()
                                    + " = "
                                    + RestLimits.PARAMETER_CHARS.defaultValue()
                                    + " characters.");
                }
                all.put(f.getName(), value == null ? "" : value);
            }
        } catch (IllegalArgumentException e) {
            throw RestRequest.bad("The parameters cannot be read: " + e.getMessage() + ".");
        }
        return all;
    }

    private static boolean isJson(Request request, @Nullable String format) {
        if (format != null) {
            return format.equalsIgnoreCase("json");
        }
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        return accept != null && accept.contains("json") && !accept.contains("xml");
    }

    /** Room in memory that the body of one request takes while it is worked on. */
    private static final class Held {
        private final Semaphore room;
        private int bytes;

        Held(Semaphore room) {
            this.room = room;
        }

        void take(int more) {
            try {
                if (!room.tryAcquire(
                        more, RestLimits.BODY_MILLIS.defaultValue(), TimeUnit.MILLISECONDS)) {
                    throw new LockstepException(
                            ServerError.TOO_MANY_REQUESTS,
                            "Other requests take all of "
                                    + RestLimits.BODIES_BYTES.name()
                                    + " already.");
                }
                bytes += more;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LockstepException(ServerError.TOO_MANY_REQUESTS, "The server ends.");
            }
        }

        void release() {
            room.release(bytes);
            bytes = 0;
        }
    }

    private byte[] body(Request request, Limit most, Held held) {
        if (request.getLength() > most.defaultValue()) {
            throw tooLarge(most);
        }
        if (!uploads.tryAcquire()) {
            throw new LockstepException(
                    ServerError.TOO_MANY_REQUESTS,
                    "The bodies of "
                            + RestLimits.UPLOADS.defaultValue()
                            + " requests arrive already.");
        }
        try {
            return read(request, most, held);
        } finally {
            uploads.release();
        }
    }

    private static byte[] read(Request request, Limit most, Held held) {
        long until = System.nanoTime() + RestLimits.BODY_MILLIS.defaultValue() * 1_000_000;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] part = new byte[BUFFER_BYTES];
        try (InputStream in = Content.Source.asInputStream(request)) {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                held.take(n);
                all.write(part, 0, n);
                if (all.size() > most.defaultValue()) {
                    throw tooLarge(most);
                }
                if (System.nanoTime() > until) {
                    throw RestRequest.bad("The body of the request came too slowly.");
                }
            }
        } catch (IOException e) {
            throw RestRequest.bad("The body of the request cannot be read: " + e + ".");
        }
        return all.toByteArray();
    }

    private static LockstepException tooLarge(Limit most) {
        return new LockstepException(
                ServerError.REQUEST_TOO_LARGE,
                "The body is larger than "
                        + most.name()
                        + " = "
                        + most.defaultValue()
                        + " "
                        + most.unit()
                        + ".");
    }

    private static void respond(
            Request request, Response response, Callback callback, Answer a, boolean isJson) {
        response.setStatus(a.status());
        Node node = a.node();
        String type = node != null && isJson ? Answer.JSON : a.type();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        if (a.status() == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        }
        Runnable afterwards = a.afterwards();
        Callback done = afterwards == null ? callback : Callback.from(callback, afterwards);
        if (request.getMethod().equals("HEAD")) {
            done.succeeded();
            return;
        }
        try (OutputStream out =
                new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER_BYTES)) {
            write(a, node, isJson, out);
        } catch (IOException e) {
            // whoever asked has gone, which is no fault of anybody
            LOG.debug("answer not taken: {}", e.toString());
            done.failed(e);
            return;
        }
        done.succeeded();
    }

    private static void write(Answer a, @Nullable Node node, boolean isJson, OutputStream out)
            throws IOException {
        Answer.Content content = a.content();
        if (node != null) {
            String text = isJson ? JsonForm.of(node) : XmlForm.of(node);
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } else if (content != null) {
            content.write(out);
        }
    }

    /** The whole answer as text. */
    static String text(Answer a) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(a, a.node(), false, out);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
