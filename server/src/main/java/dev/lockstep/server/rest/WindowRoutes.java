package dev.lockstep.server.rest;

import dev.lockstep.api.schema.Field;
import dev.lockstep.server.project.ProjectRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Windows, and publishing into them. */
final class WindowRoutes {
    private static final Set<String> CHOICE =
            Set.of("project", "contquery", "name", "type", "count", "schema", "format");
    private static final Set<String> INJECTING =
            Set.of("value", "eventUrl", "blocksize", "quiesce", "dateformat", "format");

    private final RestInterface.Parts parts;

    WindowRoutes(RestInterface.Parts parts) {
        this.parts = parts;
    }

    List<Route> routes() {
        List<Route> all = new ArrayList<>();
        for (String path : List.of("windows", "windowXml")) {
            all.add(
                    new Route(
                            "GET",
                            path,
                            CHOICE,
                            "Windows, one a line; `project`, `contquery`, `name` and `type` choose"
                                    + " some by patterns with `*` and `|`; `count=true` adds the"
                                    + " retained rows, `schema=true` the fields.",
                            this::list));
        }
        all.add(
                new Route(
                        "GET",
                        "windows/{project}/{query}/{window}",
                        Set.of("count", "schema", "format"),
                        "One window.",
                        r ->
                                Answer.of(
                                        Node.of("windows")
                                                .add(node(Windows.get(parts.projects(), r), r)))));
        for (String method : List.of("PUT", "POST")) {
            all.add(
                    new Route(
                            method,
                            "windows/{project}/{query}/{window}/state",
                            INJECTING,
                            "`injected` publishes the events in the body or at `eventUrl`, as XML,"
                                    + " JSON or CSV: all of them, or none if one cannot be read.",
                            this::state));
        }
        return all;
    }

    private Answer list(RestRequest r) {
        Node n = Node.of("windows");
        Windows.chosen(parts.projects(), r).forEach(f -> n.add(node(f, r)));
        return Answer.of(n);
    }

    /** Attributes in the order that a published script counts on. */
    private static Node node(Windows.Found f, RestRequest r) {
        ProjectRuntime p = f.project();
        Node n =
                Node.of(f.element())
                        .with("name", f.window().name())
                        .with("contquery", f.query().name())
                        .with("project", p.name());
        if (r.isTrue("count", false)) {
            n.with("count", p.stats(f.local()).rows());
        }
        n.with("index", f.window().index()).with("pubsub", f.window().isPubSub());
        if (r.isTrue("schema", false)) {
            Node fields = Node.of("fields");
            for (Field field : f.window().schema().fields()) {
                Node e = Node.of("field").with("name", field.name());
                e.with("type", field.type().text());
                fields.add(field.isKey() ? e.with("key", true) : e);
            }
            n.add(Node.of("schema").add(fields));
        }
        return n;
    }

    private Answer state(RestRequest r) throws InterruptedException {
        Windows.Found f = Windows.get(parts.projects(), r);
        String value = r.required("value");
        if (!value.equals("injected")) {
            throw RestRequest.bad("A window cannot become \"" + value + "\", only injected.");
        }
        r.isTrue("quiesce", true);
        String url = r.parameter("eventUrl");
        byte[] document =
                url == null
                        ? r.body().read(RestLimits.BODY_BYTES)
                        : parts.documents().read(url, RestLimits.BODY_BYTES);
        long size = r.number("blocksize", 1, RestLimits.INJECT_BLOCK.defaultValue());
        Injection events =
                new Injection(
                        f.window(),
                        url == null ? "request" : url,
                        (int) size,
                        r.parameter("dateformat"));
        f.project().inject(f.local(), events.read(document));
        return Answer.message(Messages.injected(f.full()));
    }
}
