package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.role.Role;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong, when, and for how long. */
final class Faults {
    private static final int KINDS = 23;

    /** Crash, freeze, cut, reset, lost answers and hand-over, for the moments. */
    private static final int[] SHARP = {0, 3, 5, 6, 13, 13, 15, 18, 18, 19, 19, 19};

    private final World world;
    private final Chance chance;
    private final List<Trap> traps = new ArrayList<>();
    private boolean isOver;

    /** A fault that waits for a moment to come for the n-th time. */
    private static final class Trap {
        final Moment moment;
        final int kind;
        int countdown;

        Trap(Moment moment, int kind, int countdown) {
            this.moment = moment;
            this.kind = kind;
            this.countdown = countdown;
        }
    }

    Faults(World world) {
        this.world = world;
        this.chance = world.chance().split();
    }

    void start() {
        Plan plan = world.plan();
        for (int k = 0; k < plan.faults(); k++) {
            long when = chance.between(0, plan.trouble());
            int kind = chance.below(KINDS);
            world.timeline().at(when, () -> strike(kind, world.anyMachine(chance)));
            if (chance.percent(25)) {
                int other = chance.below(KINDS);
                long later = when + chance.between(0, 400) * Timeline.MS;
                world.timeline().at(later, () -> strike(other, world.anyMachine(chance)));
            }
        }
        Moment[] moments = Moment.values();
        for (int k = 0; k < plan.traps(); k++) {
            Moment moment = moments[chance.below(moments.length)];
            int kind = chance.percent(50) ? SHARP[chance.below(SHARP.length)] : chance.below(KINDS);
            int countdown = 1 + chance.below(chance.percent(50) ? 3 : 40);
            traps.add(new Trap(moment, kind, countdown));
        }
        everyday();
    }

    /** Snapshots, looks and trimming go on beside the faults. */
    private void everyday() {
        world.timeline()
                .after(
                        chance.between(100, 2000) * Timeline.MS,
                        () -> {
                            Process p = world.anyMachine(chance).process();
                            if (p != null) {
                                p.run(chance.percent(70) ? p::askSnapshot : p::look);
                            }
                            if (chance.percent(30) && Disk.trim(world)) {
                                world.seen(Seen.TRIMMED);
                            }
                            if (!isOver) {
                                everyday();
                            }
                        });
    }

    /** Nothing goes wrong any more. */
    boolean isOver() {
        return isOver;
    }

    void stop() {
        isOver = true;
        traps.clear();
    }

    void moment(Moment moment, Machine machine) {
        for (int k = 0; k < traps.size(); k++) {
            Trap trap = traps.get(k);
            if (trap.moment == moment && --trap.countdown == 0) {
                traps.remove(k);
                world.seen(Seen.FAULT_AT_A_MOMENT);
                // as an event of its own: the moment itself comes to its end first
                world.timeline().after(0, () -> strike(trap.kind, machine));
                return;
            }
        }
    }

    private void strike(int kind, Machine machine) {
        if (isOver) {
            return;
        }
        world.trace("fault " + kind + " at " + machine);
        switch (kind) {
            case 0, 1, 2 -> crash(machine);
            case 3, 4 -> freeze(machine);
            case 5 -> cutFromBus(machine, true, true);
            case 6 -> {
                boolean isUp = chance.percent(50);
                world.seen(Seen.CUT_ONE_WAY);
                cutFromBus(machine, isUp, !isUp);
            }
            case 7 -> cutFromPeers(machine);
            case 8 -> {
                cutFromBus(machine, true, true);
                cutFromPeers(machine);
            }
            case 9 -> slowNetwork(machine);
            case 10 -> slowOrFullDisk(machine);
            case 11 -> damage(machine);
            case 12 -> jump(machine);
            case 13 -> {
                world.seen(Seen.LOST_ANSWER);
                machine.loseAnswers(1 + chance.below(3));
            }
            case 14 -> bus();
            case 15 -> handOver();
            case 16 -> rebuild(machine);
            case 17 -> suspect(machine);
            case 18 -> reset(machine);
            case 19 -> {
                reset(machine);
                cutFromBus(machine, true, chance.percent(50));
                if (chance.percent(60)) {
                    cutFromPeers(machine);
                }
            }
            case 20 -> pause(machine);
            case 21 -> loseInput(machine);
            default -> alter(machine);
        }
    }

    private long duration() {
        return switch (chance.below(4)) {
            case 0 -> chance.between(5, 300) * Timeline.MS;
            case 1 -> chance.between(300, 1500) * Timeline.MS;
            case 2 -> chance.between(1500, 6000) * Timeline.MS;
            default -> chance.between(6, 60) * Timeline.SECOND;
        };
    }

    private void crash(Machine machine) {
        machine.crash();
        if (chance.percent(80)) {
            world.timeline().after(duration(), machine::start);
        }
    }

    private void freeze(Machine machine) {
        machine.freeze();
        world.timeline()
                .after(
                        duration(),
                        () -> {
                            if (!isOver) {
                                machine.thaw();
                            }
                        });
    }

    private void cutFromBus(Machine machine, boolean isUp, boolean isDown) {
        world.seen(Seen.CUT_FROM_BUS);
        machine.cutFromBus(isUp, isDown);
        world.timeline().after(duration(), machine::joinBus);
    }

    private void cutFromPeers(Machine machine) {
        world.seen(Seen.CUT_FROM_PEERS);
        boolean isOneWay = chance.percent(30);
        for (Machine other : world.machines()) {
            if (other != machine) {
                world.links().cut(machine, other);
                if (!isOneWay) {
                    world.links().cut(other, machine);
                }
            }
        }
        world.timeline().after(duration(), world.links()::heal);
    }

    private void slowNetwork(Machine machine) {
        world.seen(Seen.SLOW_NETWORK);
        machine.slow(true);
        world.timeline().after(duration(), () -> machine.slow(false));
    }

    private void slowOrFullDisk(Machine machine) {
        if (chance.percent(50)) {
            world.seen(Seen.SLOW_DISK);
            machine.disk().slow();
        } else {
            world.seen(Seen.FULL_DISK);
            machine.disk().fill();
        }
        world.timeline().after(duration(), machine.disk()::heal);
    }

    private void damage(Machine machine) {
        if (chance.percent(50) && machine.disk().lose()) {
            world.seen(Seen.LOST_SNAPSHOTS);
        } else if (machine.disk().damage()) {
            world.seen(Seen.DAMAGED_SNAPSHOT);
        }
        machine.crash();
        world.timeline().after(duration(), machine::start);
    }

    private void jump(Machine machine) {
        world.seen(Seen.WALL_CLOCK_JUMP);
        machine.jump(chance.between(-3600, 3600) * 1_000_000);
    }

    private void bus() {
        if (chance.percent(50)) {
            world.seen(Seen.BUS_DOWN);
            long time = Math.min(duration(), 8 * Timeline.SECOND);
            world.bus().goDown(time);
            for (Machine m : world.machines()) {
                m.listenSoon();
                world.timeline().after(time, m::listenSoon);
            }
        } else {
            world.seen(Seen.BUS_SLOW);
            world.bus().slowDown(duration());
        }
    }

    private void handOver() {
        for (Machine m : world.machines()) {
            Process p = m.process();
            if (p != null && p.role() == Role.ACTIVE) {
                world.seen(Seen.HAND_OVER_ASKED);
                Process to = world.anyMachine(chance).process();
                String name = chance.percent(50) || to == null ? "" : to.name();
                p.run(() -> p.receive(new Fact.HandOverAsked(name)));
            }
        }
    }

    private void rebuild(Machine machine) {
        Process p = machine.process();
        if (p != null) {
            world.seen(Seen.REBUILD_ASKED);
            p.run(() -> p.receive(new Fact.RebuildAsked()));
        }
    }

    private void suspect(Machine machine) {
        world.seen(Seen.FALSE_SUSPICION);
        boolean isCertain = chance.percent(30);
        for (int k = chance.below(4); k >= 0; k--) {
            long later = k * chance.between(100, 900) * Timeline.MS;
            world.timeline()
                    .after(
                            later,
                            () -> {
                                for (Machine by : world.machines()) {
                                    if (by != machine && !isOver) {
                                        world.links().suspect(machine, by, isCertain);
                                    }
                                }
                            });
        }
    }

    private void reset(Machine machine) {
        Process p = machine.process();
        if (p != null) {
            world.seen(Seen.CONNECTIONS_RESET);
            p.run(p::disconnect);
        }
    }

    private void pause(Machine machine) {
        Process p = machine.process();
        if (p != null) {
            world.seen(Seen.PAUSED);
            p.run(() -> p.receive(new Fact.Paused(true)));
            world.timeline()
                    .after(
                            Math.min(duration(), 10 * Timeline.SECOND),
                            () -> p.run(() -> p.receive(new Fact.Paused(false))));
        }
    }

    private void loseInput(Machine machine) {
        Process p = machine.process();
        if (p != null) {
            p.loseInput(chance.below(world.bus().inputs.length));
        }
    }

    private void alter(Machine machine) {
        Process p = machine.process();
        if (p != null) {
            p.alterInput();
            machine.crash();
            machine.start();
            Process fresh = machine.process();
            if (fresh != null) {
                fresh.alterInput();
            }
        }
    }
}
