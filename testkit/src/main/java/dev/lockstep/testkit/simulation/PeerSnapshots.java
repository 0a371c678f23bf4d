package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.role.Role;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Snapshots that a joining engine takes from a living one over the link between them. */
final class PeerSnapshots {
    /** How long a joining engine waits for one. */
    private static final long PATIENCE = 2 * Timeline.SECOND;

    private final World world;

    PeerSnapshots(World world) {
        this.world = world;
    }

    /**
     * @param answer told once, null where nobody gave one in time or it came damaged
     */
    void ask(Process joining, Consumer<Disk.@Nullable Snapshot> answer) {
        boolean[] isAnswered = new boolean[1];
        Consumer<Disk.@Nullable Snapshot> once =
                s -> {
                    if (!isAnswered[0]) {
                        isAnswered[0] = true;
                        world.seen(s == null ? Seen.SNAPSHOT_OF_PEER_LOST : Seen.SNAPSHOT_OF_PEER);
                        answer.accept(s);
                    }
                };
        Process peer = peerOf(joining);
        if (peer != null) {
            Consumer<Disk.Snapshot> send = s -> send(s, peer, joining, once);
            world.timeline().after(delay(), () -> peer.run(() -> peer.giveSnapshot(send)));
        }
        world.timeline().after(PATIENCE, () -> joining.run(() -> once.accept(null)));
    }

    private void send(
            Disk.Snapshot s, Process peer, Process to, Consumer<Disk.@Nullable Snapshot> once) {
        long transfer = world.chance().between(1, 400) * Timeline.MS;
        boolean isDamaged = world.chance().percent(10) && !world.faults().isOver();
        world.timeline()
                .after(
                        transfer,
                        () -> {
                            boolean isSent = peer.isAlive() && !peer.isFrozen();
                            if (isSent && world.links().isWhole(peer.machine(), to.machine())) {
                                to.run(() -> once.accept(isDamaged ? null : s));
                            }
                        });
    }

    private long delay() {
        return world.chance().between(1, 20) * Timeline.MS;
    }

    /** The standby that is furthest, or the one that reigns where there is none. */
    private @Nullable Process peerOf(Process joining) {
        Process best = null;
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p == null || p == joining || p.isFrozen()) {
                continue;
            }
            if (world.links().isWhole(m, joining.machine()) && isBetter(p, best)) {
                best = p;
            }
        }
        return best;
    }

    private static boolean isBetter(Process p, @Nullable Process than) {
        if (p.role() != Role.STANDBY && p.role() != Role.ACTIVE) {
            return false;
        }
        if (than == null || than.role() != p.role()) {
            return than == null || p.role() == Role.STANDBY;
        }
        return p.replica().index() > than.replica().index();
    }
}
