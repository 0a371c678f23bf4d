package dev.lockstep.server.rest;

import java.util.List;
import java.util.Set;

/** Metrics and probes. */
final class HealthRoutes {
    private static final String PROMETHEUS = "text/plain;version=0.0.4;charset=utf-8";
    private static final String PLAIN = "text/plain;charset=utf-8";

    private final RestInterface.Parts parts;

    HealthRoutes(RestInterface.Parts parts) {
        this.parts = parts;
    }

    /** What is below the prefixes. */
    Route metrics() {
        return new Route(
                "GET",
                "metrics",
                Set.of(),
                "Metrics for Prometheus.",
                r -> scrape(MetricSource.Names.FIRST));
    }

    /** What is at the root. */
    List<Route> absolute() {
        return List.of(
                metrics(),
                new Route(
                        "GET",
                        "eventStreamProcessing/v2/metrics",
                        Set.of(),
                        "Metrics for Prometheus, also under the names of version 2.",
                        r -> scrape(MetricSource.Names.SECOND)),
                new Route(
                        "GET",
                        "internal/ready",
                        Set.of(),
                        "200 once the server has loaded what its command line names, 503 else.",
                        r -> ready()),
                new Route(
                        "GET",
                        "internal/live",
                        Set.of(),
                        "200 as long as the process answers.",
                        r -> Answer.text(200, PLAIN, "live\n")));
    }

    private Answer scrape(MetricSource.Names names) {
        return Answer.text(200, PROMETHEUS, parts.metrics().text(names));
    }

    private Answer ready() {
        return parts.control().isReady()
                ? Answer.text(200, PLAIN, "ready\n")
                : Answer.text(503, PLAIN, "not ready\n");
    }
}
