package dev.lockstep.server.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.engine.event.EngineError;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.persist.PersistError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Problems as answers: as XML {@code <response code=…><message>…</message><details><detail>…} (the
 * parts that published clients read; the root's name is assumed), as JSON the form of RFC 9457.
 */
final class Failures {
    private static final String PROBLEM = "application/problem+json";

    private Failures() {}

    static Answer of(LockstepException e, boolean isJson) {
        List<Problem> problems = e.problems();
        int status = status(problems.get(0).code());
        return isJson ? json(status, problems) : xml(status, problems);
    }

    static int status(ErrorCode code) {
        if (code instanceof ServerError own) {
            return status(own);
        }
        if (code == EngineError.UNKNOWN_WINDOW || code == PersistError.NO_SNAPSHOT) {
            return 404;
        }
        return code == PersistError.OTHER_MODEL ? 409 : status(code.category());
    }

    private static int status(ServerError code) {
        return switch (code) {
            case UNKNOWN_PROJECT, UNKNOWN_RESOURCE, FILE_NOT_READABLE -> 404;
            case METHOD_REFUSED -> 405;
            case PROJECT_EXISTS, ILLEGAL_STATE, NO_REPLICAS -> 409;
            case PATH_REFUSED, URL_REFUSED, FOREIGN_PAGE -> 403;
            case REQUEST_TOO_LARGE -> 413;
            case URL_NOT_READABLE -> 502;
            default -> status(code.category());
        };
    }

    private static int status(ErrorCode.Category category) {
        return switch (category) {
            case USER -> 400;
            case RESOURCE -> 503;
            case EXTERNAL, INTERNAL -> 500;
        };
    }

    private static Answer xml(int status, List<Problem> problems) {
        Node details = Node.of("details");
        problems.forEach(p -> details.add(Node.text("detail", p.toString())));
        Node root =
                Node.of("response")
                        .with("code", status)
                        .add(Node.text("message", problems.get(0).detail()))
                        .add(details);
        return Answer.text(status, Answer.XML, XmlForm.of(root));
    }

    private static Answer json(int status, List<Problem> problems) {
        Problem first = problems.get(0);
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JsonForm.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("type", "urn:lockstep:error:" + first.code().code());
            json.writeStringField("title", first.code().hint());
            json.writeNumberField("status", status);
            json.writeStringField("detail", first.detail());
            json.writeStringField("code", first.code().code());
            json.writeArrayFieldStart("problems");
            for (Problem p : problems) {
                json.writeStartObject();
                json.writeStringField("code", p.code().code());
                json.writeStringField("place", p.where().toString());
                json.writeStringField("detail", p.detail());
                json.writeStringField("hint", p.code().hint());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Answer.text(status, PROBLEM, out.append('\n').toString());
    }
}
