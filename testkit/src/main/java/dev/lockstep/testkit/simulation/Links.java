package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Fact;

/** What engines hear of each other without the bus: signs, silence, and the end of a connection. */
final class Links {
    private final World world;
    private final int[][] heardEpoch;
    private final boolean[][] isCut;
    private final boolean[][] isSilent;

    Links(World world, int machines) {
        this.world = world;
        heardEpoch = new int[machines][machines];
        isCut = new boolean[machines][machines];
        isSilent = new boolean[machines][machines];
    }

    private long delay() {
        return world.chance().between(1, 8) * Timeline.MS;
    }

    /** Nothing of {@code from} comes to {@code to} any more. */
    void cut(Machine from, Machine to) {
        isCut[from.number()][to.number()] = true;
        listen(from, to);
    }

    /** Whether something can be asked of one machine and answered by it. */
    boolean isWhole(Machine a, Machine b) {
        return !isCut[a.number()][b.number()] && !isCut[b.number()][a.number()];
    }

    void heal() {
        for (Machine from : world.machines()) {
            for (Machine to : world.machines()) {
                isCut[from.number()][to.number()] = false;
                if (from != to) {
                    greet(from, to);
                }
            }
        }
    }

    private void greet(Machine from, Machine to) {
        Process p = from.process();
        if (p != null && !p.isFrozen()) {
            tell(from, to, p.replica().epoch(), false);
        }
    }

    /** An engine tells the others that it reigns. */
    void reigns(Process process, int epoch) {
        for (Machine other : world.machines()) {
            if (other != process.machine()) {
                tell(process.machine(), other, epoch, true);
            }
        }
    }

    private void tell(Machine from, Machine to, int epoch, boolean isReign) {
        if (isCut[from.number()][to.number()]) {
            return;
        }
        world.timeline()
                .after(
                        delay(),
                        () -> {
                            Process p = to.process();
                            if (p == null) {
                                return;
                            }
                            isSilent[from.number()][to.number()] = false;
                            int known = heardEpoch[from.number()][to.number()];
                            if (isReign) {
                                heardEpoch[from.number()][to.number()] = epoch;
                                p.run(() -> p.receive(new Fact.Heard(epoch)));
                            } else if (known > 0) {
                                p.run(() -> p.receive(new Fact.Seen(known)));
                            }
                        });
    }

    /** A process is gone, and the system closed its connections. */
    void crashed(Machine machine) {
        for (Machine other : world.machines()) {
            if (other != machine && !isCut[machine.number()][other.number()]) {
                world.timeline().after(delay(), () -> suspect(machine, other, true));
            }
        }
    }

    /** A process says nothing any more. */
    void silent(Machine machine) {
        for (Machine other : world.machines()) {
            if (other != machine) {
                listen(machine, other);
            }
        }
    }

    private void listen(Machine from, Machine to) {
        isSilent[from.number()][to.number()] = true;
        long patience = world.chance().between(300, 600) * Timeline.MS;
        world.timeline()
                .after(
                        patience,
                        () -> {
                            boolean isGone = from.isFrozen() || isCut[from.number()][to.number()];
                            if (isGone && isSilent[from.number()][to.number()]) {
                                suspect(from, to, false);
                            }
                        });
    }

    /** A process tells the others that it is cut off from the bus. */
    void apart(Machine machine) {
        for (Machine other : world.machines()) {
            boolean isHeard = other != machine && !isCut[machine.number()][other.number()];
            if (isHeard && !other.isDeaf()) {
                world.timeline().after(delay(), () -> suspect(machine, other, false));
            }
        }
    }

    /** A process that was silent is back. */
    void back(Machine machine) {
        for (Machine other : world.machines()) {
            if (other != machine) {
                greet(machine, other);
            }
        }
    }

    /** One engine takes another one for gone. */
    void suspect(Machine whom, Machine by, boolean isCertain) {
        Process p = by.process();
        int epoch = heardEpoch[whom.number()][by.number()];
        if (p != null && epoch > 0) {
            String detector = (isCertain ? "reset" : "quiet") + " of epoch " + epoch;
            p.run(() -> p.receive(new Fact.Suspected(epoch, detector, isCertain)));
            if (world.chance().percent(10)) {
                p.run(() -> p.receive(new Fact.Suspected(epoch, detector, isCertain)));
            }
        }
    }
}
