package dev.lockstep.server.rest;

/** Everything that is counted, as the text of a scrape. */
@FunctionalInterface
public interface MetricSource {
    /** By which names published dashboards ask. */
    enum Names {
        /** Those that begin with {@code esp_}. */
        FIRST,

        /** These, and those that take their place at the address of version 2. */
        SECOND
    }

    /** In the text format of Prometheus, version 0.0.4. */
    String text(Names names);
}
