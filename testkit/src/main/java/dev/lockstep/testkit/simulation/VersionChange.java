package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The project goes over to another version: everybody stops, one state is taken, and engines of the
 * new version begin with it, while records go on to come.
 */
final class VersionChange {
    private static final long STOPPING = 20 * Timeline.SECOND;

    private final World world;
    private final Simulation simulation;
    private final Chance chance;

    VersionChange(World world, Simulation simulation, Chance chance) {
        this.world = world;
        this.simulation = simulation;
        this.chance = chance;
    }

    void run() {
        world.publishers().goOn();
        pass(1000);
        Process standby = pauseStandbys();
        boolean isLagging = standby != null && chance.percent(25);
        pass(isLagging ? 1000 : 0);
        Disk.Snapshot last = lastState();
        Disk.Snapshot stale = null;
        if (isLagging && standby != null && isBehind(standby)) {
            stale = stateOf(standby);
        }
        world.machines().forEach(Machine::crash);
        world.goOver(whoMayChange());
        if (stale != null) {
            begin(stale);
            pass(4000);
            if (world.judge().hasGoneOver()) {
                throw new Violation("a version goes on behind a state that was not the last");
            }
            world.machines().forEach(Machine::crash);
        }
        begin(last);
        askForStates();
        crashSometimes();
        pass(1000);
        world.publishers().stop();
        pass(2000);
        simulation.awaitCalm();
        if (!world.judge().hasGoneOver()) {
            throw new Violation("nobody goes over to the next version");
        }
        world.seen(Seen.WENT_OVER);
        joinAgain();
    }

    /** Whether the journal holds more than that engine has stepped, and not only about reigns. */
    private boolean isBehind(Process p) {
        Judge judge = world.judge();
        return judge.state(p.replica().index()) != judge.state(judge.index());
    }

    private void pass(long milliseconds) {
        simulation.until(world.timeline().now() + milliseconds * Timeline.MS);
    }

    /** One of them, if there is any. */
    private @Nullable Process pauseStandbys() {
        Process one = null;
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null && p.role() == Role.STANDBY) {
                p.receive(new Fact.Paused(true));
                one = p;
            }
        }
        return one;
    }

    /** Taken while nobody decides anything; who was paused before may have been let go on then. */
    private Disk.Snapshot lastState() {
        while (true) {
            Process furthest = stopAll();
            Disk.Snapshot state = stateOf(furthest);
            if (furthestAtRest() == furthest) {
                return state;
            }
        }
    }

    /**
     * Until nobody decides anything any more; somebody may have been taking over just then.
     *
     * @return the engine that has come furthest
     */
    private Process stopAll() {
        long deadline = world.timeline().now() + STOPPING;
        while (world.timeline().now() < deadline) {
            for (Machine m : world.machines()) {
                Process p = m.process();
                if (p != null) {
                    stop(p);
                }
            }
            pass(300);
            Process furthest = furthestAtRest();
            if (furthest != null) {
                return furthest;
            }
        }
        throw new Violation("not all engines stop");
    }

    /** Null while not all of them rest, or there is more in the journal. */
    private @Nullable Process furthestAtRest() {
        Process furthest = null;
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p == null || p.role() != Role.STANDBY || !p.replica().isPaused()) {
                return null;
            }
            boolean isFurther =
                    furthest == null || p.replica().index() > furthest.replica().index();
            furthest = isFurther ? p : furthest;
        }
        boolean isAll = furthest != null && furthest.replica().index() == world.judge().index();
        return isAll ? furthest : null;
    }

    private static void stop(Process p) {
        if (!p.replica().isPaused()) {
            p.receive(new Fact.Paused(true));
        }
        if (p.role() == Role.ACTIVE) {
            p.receive(new Fact.HandOverAsked(""));
        }
    }

    private Disk.Snapshot stateOf(Process p) {
        Disk.Snapshot[] taken = new Disk.Snapshot[1];
        p.giveSnapshot(s -> taken[0] = s);
        pass(1000);
        Disk.Snapshot state = taken[0];
        if (state == null) {
            throw new Violation(p + " gives no state, though it has stopped");
        }
        return state;
    }

    private Set<String> whoMayChange() {
        Set<String> names = new TreeSet<>();
        names.add(world.anyMachine(chance).name());
        if (chance.percent(30)) {
            names.add(world.anyMachine(chance).name());
        }
        return names;
    }

    private void begin(Disk.Snapshot state) {
        for (Machine m : world.machines()) {
            m.disk().holdOnly(state);
            world.timeline().after(chance.between(0, 500) * Timeline.MS, m::start);
        }
    }

    /** Also while engines go over, when they have none to give. */
    private void askForStates() {
        for (int k = 0; k < 4; k++) {
            pass(chance.between(20, 200));
            for (Machine m : world.machines()) {
                Process p = m.process();
                if (p != null) {
                    p.askSnapshot();
                }
            }
        }
    }

    private void crashSometimes() {
        if (chance.percent(50)) {
            pass(chance.between(0, 2000));
            Machine m = world.anyMachine(chance);
            m.crash();
            pass(chance.between(0, 500));
            m.start();
        }
    }

    /** An engine comes back with a state that was saved by the next version. */
    private void joinAgain() {
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null && p.role() == Role.STANDBY) {
                p.askSnapshot();
                pass(3000);
                m.crash();
                m.start();
                simulation.awaitCalm();
                return;
            }
        }
    }
}
