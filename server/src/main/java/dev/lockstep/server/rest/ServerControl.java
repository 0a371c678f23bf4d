package dev.lockstep.server.rest;

import java.util.Map;

/** What requests can tell and ask the process as a whole. */
public interface ServerControl {
    /** Ends the process in order; returns at once. */
    void stop();

    /** Removes every project and loads what the command line named. */
    void reload() throws InterruptedException;

    /** Whether projects of the command line are loaded and nothing is ending. */
    boolean isReady();

    /** Names of one server among others; another one after each start. */
    String engineId();

    /** Ports by their attribute in the published answer, {@code pubsub} and {@code http}. */
    Map<String, Integer> ports();

    /** What the server was told, for its answer to {@code server?config=true}. */
    Map<String, String> properties();
}
