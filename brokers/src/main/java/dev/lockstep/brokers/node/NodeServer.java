package dev.lockstep.brokers.node;

import java.io.IOException;

/** The server of one node, as its process sees it. */
interface NodeServer {
    /**
     * Starts the server; may return before it is ready.
     *
     * @throws Exception whatever the server's library throws; the process ends with it
     */
    void start() throws Exception;

    /**
     * Whether clients are served by the whole cluster as far as this node knows.
     *
     * @throws IOException if the node cannot be asked yet
     */
    boolean isReady() throws IOException;

    /** Stops in order; returns when the server has ended. */
    void stop();
}
