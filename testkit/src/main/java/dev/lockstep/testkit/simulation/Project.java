package dev.lockstep.testkit.simulation;

import dev.lockstep.api.replica.ReplicaModel;

/** What engines run in a simulation, and what is put into it. */
interface Project {
    int inputs();

    int outputs();

    ReplicaModel newModel();

    /** One number for all that two models of equal history have in common. */
    long state(ReplicaModel model);

    /** Whether a saved model ends with its state's number. */
    boolean savesState();

    /** The next record of an input. */
    byte[] record(int input, Chance chance);

    /** The window that takes payloads, as {@code query/window}. */
    String payloadSource();

    byte[] payload(String client, long messageId);
}
