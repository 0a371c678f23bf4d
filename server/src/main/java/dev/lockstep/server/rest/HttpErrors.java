package dev.lockstep.server.rest;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What is wrong before a request comes to a route: a head that is too large or no HTTP at all. */
final class HttpErrors implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
        Answer a =
                Failures.of(
                        new LockstepException(
                                status == 431 || status == 414
                                        ? ServerError.REQUEST_TOO_LARGE
                                        : ServerError.BAD_PARAMETER,
                                "The request cannot be read (status "
                                        + status
                                        + (message == null ? "" : ", " + message)
                                        + ")."),
                        false);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, a.type());
        Node none = a.node();
        String text = none == null ? HttpRequests.text(a) : XmlForm.of(none);
        Content.Sink.write(response, true, text, callback);
        return true;
    }
}
