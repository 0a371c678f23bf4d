package dev.lockstep.failover.replica;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;

/** What others want of the model between two entries, when nothing that it holds is uncommitted. */
final class Requests {
    private final ArrayDeque<Fact.SnapshotAsked> snapshots = new ArrayDeque<>();
    private final ArrayDeque<Fact.LookAsked> looks = new ArrayDeque<>();

    void add(Fact.SnapshotAsked s) {
        snapshots.add(s);
    }

    void add(Fact.LookAsked l) {
        looks.add(l);
    }

    /** Whether the active must let its commits come through before it decides more. */
    boolean isWaiting() {
        return !snapshots.isEmpty() || !looks.isEmpty();
    }

    void serve(Role role, Following following) {
        if (following.model() == null || role == Role.ASIDE) {
            refuse("the engine is " + role + " and has no state that counts");
            return;
        }
        if (following.isChanging()) {
            refuseSnapshots("it goes over to another version of the project");
        }
        while (!looks.isEmpty() && !following.isAhead()) {
            looks.remove().look().accept(following.presentModel());
        }
        while (!snapshots.isEmpty() && following.isLevel()) {
            Fact.SnapshotAsked s = snapshots.remove();
            s.done().accept(save(following, s.out()));
        }
    }

    private static Fact.SnapshotResult save(Following following, DataOutput out) {
        ReplicaState state = following.state();
        long next = following.journal().takenTo();
        try {
            state.save(out, next);
            following.presentModel().save(out);
            return new Fact.SnapshotResult(state.nextIndex, next, null);
        } catch (IOException e) {
            return new Fact.SnapshotResult(state.nextIndex, next, e.toString());
        }
    }

    private void refuse(String reason) {
        while (!looks.isEmpty()) {
            looks.remove().look().accept(null);
        }
        refuseSnapshots(reason);
    }

    private void refuseSnapshots(String reason) {
        while (!snapshots.isEmpty()) {
            snapshots.remove().done().accept(new Fact.SnapshotResult(-1, -1, reason));
        }
    }
}
