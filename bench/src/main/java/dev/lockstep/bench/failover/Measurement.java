package dev.lockstep.bench.failover;

import java.io.IOException;
import java.util.List;

/** One part of the benchmark. */
@FunctionalInterface
interface Measurement {
    /**
     * Measures and cleans up behind itself, whatever happens.
     *
     * @throws IllegalStateException if the output is not what it should be, or something does not
     *     happen within a time that is long enough for any machine
     */
    List<Figure> measure(Stage stage) throws IOException, InterruptedException;
}
