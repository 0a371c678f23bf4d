package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import dev.lockstep.failover.role.RoleSettings;
import org.jspecify.annotations.Nullable;

/** What is tried once everything is well: single faults, whose outcome and time are known. */
final class Finale {
    /** A planned switch waits for nobody's silence. */
    private static final long HAND_OVER = 600 * Timeline.MS;

    /** Nor does a switch from an engine whose connections have ended; but lines may be wrong. */
    private static final long CRASH = 1300 * Timeline.MS;

    /** One that says nothing any more must be silent for a while. */
    private static final long FREEZE = 1900 * Timeline.MS;

    private final World world;
    private final Simulation simulation;

    Finale(World world, Simulation simulation) {
        this.world = world;
        this.simulation = simulation;
    }

    void run() {
        switch (world.plan().finale()) {
            case ASTRAY -> leadAstray();
            case END -> end();
            case HAND_OVER -> handOver();
            case CRASH -> crash();
            case FREEZE -> freeze();
            case SLEEP -> sleep();
            case NONE -> {
                // that was all
            }
        }
    }

    private @Nullable Machine reigning() {
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null && p.role() == Role.ACTIVE) {
                return m;
            }
        }
        return null;
    }

    private void handOver() {
        Machine m = reigning();
        Process p = m == null ? null : m.process();
        if (m == null || p == null || world.machines().size() == 1) {
            return;
        }
        Machine other = world.machines().get((m.number() + 1) % world.machines().size());
        Process to = other.process();
        world.seen(Seen.HAND_OVER_ASKED);
        p.receive(new Fact.HandOverAsked(to == null ? "" : to.name()));
        awaitReign("a hand-over", HAND_OVER);
        if (to != null && !world.judge().reigning().equals(to.name())) {
            throw new Violation(p + " handed over to " + to + ", who does not reign");
        }
        simulation.awaitCalm();
    }

    private void crash() {
        Machine m = reigning();
        if (m != null && world.machines().size() > 1) {
            m.crash();
            awaitReign("a crash", CRASH);
            m.heal();
            simulation.awaitCalm();
        }
    }

    private void freeze() {
        Machine m = reigning();
        if (m != null && world.machines().size() > 1) {
            m.freeze();
            awaitReign("a freeze", FREEZE);
            m.thaw();
            simulation.awaitCalm();
        }
    }

    /** A standby that stood still does not take its own silence for the active's. */
    private void sleep() {
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null && p.role() == Role.STANDBY) {
                int reigns = world.judge().reigns();
                m.freeze();
                simulation.until(world.timeline().now() + 2 * Timeline.SECOND);
                m.thaw();
                simulation.awaitCalm();
                if (world.judge().reigns() != reigns) {
                    throw new Violation(
                            p + " took over from an active that it had not listened to");
                }
                return;
            }
        }
    }

    private void awaitReign(String behind, long bound) {
        int reigns = world.judge().reigns();
        long begun = world.timeline().now();
        long most = bound + patience();
        while (world.judge().reigns() == reigns) {
            if (world.timeline().now() - begun > most) {
                throw new Violation("nobody reigns in time behind " + behind);
            }
            simulation.until(world.timeline().now() + 5 * Timeline.MS);
        }
        world.gap((world.timeline().now() - begun) / Timeline.MS);
    }

    /** What engines that have learned to listen longer may take beyond the usual. */
    private long patience() {
        long usual = RoleSettings.standard().silence();
        long most = 0;
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null) {
                most = Math.max(most, p.silenceNanos() - usual);
            }
        }
        return most;
    }

    /** A standby whose state is not everybody's any more notices, says so and builds it anew. */
    private void leadAstray() {
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null && p.role() == Role.STANDBY && p.goAstray()) {
                world.seen(Seen.GONE_ASTRAY);
                world.trace(p.name() + " goes astray");
                simulation.until(world.timeline().now() + 3 * Timeline.SECOND);
                if (p.isAstray()) {
                    throw new Violation(p + " does not notice that it went astray");
                }
                simulation.awaitCalm();
                return;
            }
        }
    }

    /** The input ends, and so does the project; whoever comes to reign then has nothing to do. */
    private void end() {
        announceEnd();
        simulation.awaitCalm();
        if (!world.judge().hasEnded()) {
            throw new Violation("the project does not end");
        }
        world.anyMachine(world.chance()).crash();
        simulation.until(world.timeline().now() + world.chance().between(0, 2000) * Timeline.MS);
        world.machines().forEach(Machine::heal);
        simulation.awaitCalm();
        announceEnd();
        simulation.until(world.timeline().now() + Timeline.SECOND);
    }

    private void announceEnd() {
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null) {
                p.receive(new Fact.InputEnded());
            }
        }
    }
}
