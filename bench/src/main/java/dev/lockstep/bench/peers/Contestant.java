package dev.lockstep.bench.peers;

import java.io.IOException;

/** Somebody who runs a workload once, from nothing, and is timed. */
interface Contestant {
    /**
     * Prepares, starts the watch, publishes every event, stops the watch after the last output and
     * cleans up.
     *
     * @param output gets every field of every row; cleared by the caller. W6 writes a file instead
     */
    void run(Workload workload, Stopwatch watch, Checksum output) throws IOException;
}
