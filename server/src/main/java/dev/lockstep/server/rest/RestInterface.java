package dev.lockstep.server.rest;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.server.error.ServerError;
import dev.lockstep.server.project.Projects;
import dev.lockstep.server.source.Documents;
import dev.lockstep.server.source.ModelSource;
import dev.lockstep.server.source.PathRules;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All routes, whatever carries requests to them. */
public final class RestInterface {
    private static final Logger LOG = LoggerFactory.getLogger(RestInterface.class);

    private final Router router;
    private final List<Route> routes;
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** What requests work on. */
    public record Parts(
            Projects projects,
            ModelSource models,
            Documents documents,
            PathRules paths,
            ServerControl control,
            MetricSource metrics) {}

    public RestInterface(Parts parts) {
        List<Route> below = new ArrayList<>();
        below.addAll(new ServerRoutes(parts).routes());
        below.addAll(new ProjectRoutes(parts).routes());
        below.addAll(new WindowRoutes(parts).routes());
        below.addAll(new EventRoutes(parts).routes());
        List<Route> absolute = new HealthRoutes(parts).absolute();
        below.add(new HealthRoutes(parts).metrics());
        this.routes = new ArrayList<>(below);
        this.routes.addAll(absolute);
        this.router = new Router(below, absolute);
    }

    /** Every route, those from the root last; for the reference. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** Requests that were answered so far, and those of them with a status of 400 and above. */
    public record Counts(long answered, long failed) {}

    public Counts counts() {
        return new Counts(answered.sum(), failed.sum());
    }

    /** Never throws: whatever is wrong becomes an answer. */
    Answer answer(String method, String path, RestRequest request) {
        Answer answer;
        try {
            String asked = method.equals("HEAD") ? "GET" : method;
            Router.Found found = router.find(asked, path);
            request.demandOnly(found.route().parameters());
            answer = found.route().handler().answer(request.withNames(found.names()));
        } catch (LockstepException e) {
            answer = Failures.of(e, request.isJson());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer =
                    internal(
                            new LockstepException(ServerError.TOO_MANY_REQUESTS, "It ends."),
                            request);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Internal fault while answering {} {}", method, printable(path), e);
            answer =
                    internal(
                            new LockstepException(
                                    ServerError.INTERNAL_FAULT,
                                    "Internal fault: " + e.getClass().getSimpleName() + "."),
                            request);
        }
        answered.increment();
        if (answer.status() >= 400) {
            failed.increment();
            LOG.info("{} {} answered with status {}", method, printable(path), answer.status());
        }
        return answer;
    }

    /** Paths come from anywhere: none may end a line of the log or steer a terminal. */
    private static String printable(String path) {
        return path.replaceAll("\\p{Cntrl}", "?");
    }

    private static Answer internal(LockstepException e, RestRequest request) {
        return Failures.of(e, request.isJson());
    }
}
