package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.role.Role;
import org.jspecify.annotations.Nullable;

/**
 * One seed's world, from its beginning through all its trouble to the moment when everything that
 * was put in has come out and every engine is back in its place.
 */
public final class Simulation {
    /** How long after the last fault everything may take to be well again. */
    private static final long HEALING = 40 * Timeline.SECOND;

    /** How long it must then stay so. */
    private static final long CALM = 3 * Timeline.SECOND;

    private final World world;
    private final long seed;

    private Simulation(long seed, World world) {
        this.seed = seed;
        this.world = world;
    }

    /**
     * @throws Violation naming the seed if any promise was broken
     */
    public static Coverage run(long seed, Trace trace) {
        return run(seed, false, trace);
    }

    /**
     * The same with a real engine and a random model in place of ledgers.
     *
     * @throws Violation naming the seed if any promise was broken
     */
    public static Coverage runEngine(long seed, Trace trace) {
        return run(seed, true, trace);
    }

    private static Coverage run(long seed, boolean isReal, Trace trace) {
        Coverage coverage = new Coverage();
        World world = new World(seed, isReal, coverage, trace);
        new Simulation(seed, world).run();
        coverage.add(Seen.EVENT, world.timeline().events());
        return coverage;
    }

    private void run() {
        try {
            begin();
            until(world.plan().trouble());
            heal();
            until(world.timeline().now() + Timeline.SECOND);
            world.publishers().stop();
            // what was under way when all was healed is still as slow as it was
            until(world.timeline().now() + 2 * Timeline.SECOND);
            awaitCalm();
            new Finale(world, this).run();
            Chance own = new Chance(~seed);
            boolean isChanging = own.percent(10) && world.project().nextModel() != null;
            if (isChanging && !world.judge().hasEnded()) {
                new VersionChange(world, this, own).run();
            }
        } catch (Violation e) {
            throw new Violation(
                    "seed "
                            + seed
                            + " at "
                            + world.timeline().now() / Timeline.MS
                            + " ms: "
                            + e.getMessage()
                            + "; "
                            + world.machines());
        }
    }

    private void begin() {
        for (Machine m : world.machines()) {
            world.timeline().at(world.chance().between(0, 300) * Timeline.MS, m::start);
        }
        world.publishers().start();
        world.faults().start();
    }

    void until(long time) {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = world.timeline().runNext(time);
        }
    }

    private void heal() {
        world.trace("everything is healed");
        world.faults().stop();
        world.bus().heal();
        world.links().heal();
        world.machines().forEach(Machine::heal);
    }

    void awaitCalm() {
        long deadline = world.timeline().now() + HEALING;
        for (int well = 0; well < 8; ) {
            String missing = missing();
            if (missing == null) {
                // a moment more, for whoever has just lost patience
                well++;
            } else if (world.timeline().now() > deadline) {
                throw new Violation("not well again in time: " + missing);
            } else {
                well = 0;
            }
            until(world.timeline().now() + 100 * Timeline.MS);
        }
        int reigns = world.judge().reigns();
        until(world.timeline().now() + CALM);
        String missing = misplaced();
        if (missing != null || world.judge().reigns() != reigns) {
            throw new Violation("did not stay well: " + missing);
        }
    }

    private @Nullable String missing() {
        String unread = world.judge().missing();
        String unsaid = unread == null ? world.publishers().missing() : unread;
        return unsaid == null ? misplaced() : unsaid;
    }

    private @Nullable String misplaced() {
        int reigning = 0;
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p == null || p.role() != Role.ACTIVE && p.role() != Role.STANDBY) {
                return m + " is not in its place";
            }
            if (p.open() > 0) {
                return m + " owes " + p.open() + " answers";
            }
            if (p.models() != 1) {
                throw new Violation(m + " holds " + p.models() + " models");
            }
            reigning += p.role() == Role.ACTIVE ? 1 : 0;
        }
        return reigning == 1 ? null : reigning + " engines reign";
    }
}
