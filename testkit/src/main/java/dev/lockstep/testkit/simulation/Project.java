package dev.lockstep.testkit.simulation;

import dev.lockstep.api.replica.ReplicaModel;
import java.io.DataInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What engines run in a simulation, and what is put into it. */
interface Project {
    int inputs();

    int outputs();

    ReplicaModel newModel();

    /** Of the next version, if there is one. */
    default @Nullable TakingOver nextModel() {
        return null;
    }

    /** A model that can go on with the state of the version before. */
    interface TakingOver extends ReplicaModel {
        /** As {@link #load}, of what a model of the version before saved. */
        void takeOver(DataInput in) throws IOException;
    }

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
