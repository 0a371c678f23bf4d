package dev.lockstep.server.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.kafka.Reach;
import dev.lockstep.failover.link.SnapshotSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a project's journal stands on, and by what its engines know each other. */
interface Ground extends Outside, AutoCloseable {
    /**
     * Opens what is not open yet; called again where it failed.
     *
     * @param states what other engines are given that ask for this one's
     * @throws LockstepException where that is not possible now
     */
    void connect(ReplicaThread replica, SnapshotSource states);

    boolean isConnected();

    /** The other engines; null where there are none. */
    @Nullable Peers peers();

    /**
     * From where to where the topics go; null where the journal is this machine's own.
     *
     * @throws LockstepException if that is not known now
     */
    default @Nullable Reach reach() {
        return null;
    }

    /**
     * What a journal that was made anew does not share with this one; empty where nobody else can
     * make it anew.
     *
     * @throws LockstepException if that is not known now
     */
    default String journal() {
        return "";
    }

    /**
     * What of the topics is gone that a snapshot needs which stands there; empty if nothing.
     *
     * @param inputs may be empty where nothing was read
     */
    default List<Problem> checkHistory(long journalNext, List<Long> inputs) {
        return List.of();
    }

    /** Nothing before that place of the journal is needed by any kept snapshot. */
    default void trim(long journalNext) {
        // whoever keeps the journal has rules of its own
    }

    @Override
    void close();
}
