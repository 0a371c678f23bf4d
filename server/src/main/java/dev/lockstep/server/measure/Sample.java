package dev.lockstep.server.measure;

import java.util.List;

/** Something for the metrics at one moment. */
public sealed interface Sample {
    /** {@code lockstep_…}, with its unit at the end where it has one. */
    String name();

    /** One sentence. */
    String help();

    /** Names and values in turn. */
    List<String> labels();

    /** A value that goes up and down. */
    record Gauge(String name, String help, double value, List<String> labels) implements Sample {
        public Gauge(String name, String help, double value) {
            this(name, help, value, List.of());
        }
    }

    /** A value that only goes up. */
    record Counter(String name, String help, double value, List<String> labels) implements Sample {
        public Counter(String name, String help, double value) {
            this(name, help, value, List.of());
        }
    }

    /** How values were distributed. */
    record Distribution(String name, String help, Histogram.Reading value, List<String> labels)
            implements Sample {
        public Distribution(String name, String help, Histogram.Reading value) {
            this(name, help, value, List.of());
        }
    }
}
