package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Fact;
import org.jspecify.annotations.Nullable;

/** A place where an engine runs, again and again; what outlives a process is here. */
final class Machine {
    private final World world;
    private final String name;
    private final int number;
    private final Disk disk;
    private @Nullable Process process;
    private int lives;
    private long wallOffset;

    /** Behind so much silence of the bus an engine knows that it is cut off. */
    private static final long NOTICED = 300 * Timeline.MS;

    private boolean isCutToBus;
    private boolean isCutFromBus;
    private boolean isSlow;
    private int answersToLose;

    Machine(World world, String name, int number) {
        this.world = world;
        this.name = name;
        this.number = number;
        this.disk = new Disk(world, this);
    }

    /** What the names of all its engines begin with. */
    String name() {
        return name;
    }

    int number() {
        return number;
    }

    Disk disk() {
        return disk;
    }

    @Nullable Process process() {
        return process;
    }

    void start() {
        if (process == null) {
            lives++;
            if (lives > 1) {
                world.seen(Seen.RESTART);
            }
            String full = lives == 1 ? name : name + "#" + lives;
            world.trace(full + " starts");
            process = new Process(world, this, full);
            listenSoon();
        }
    }

    void crash() {
        Process p = process;
        if (p != null) {
            world.seen(Seen.CRASH);
            world.trace(p.name() + " crashes");
            process = null;
            p.crash();
            world.links().crashed(this);
            world.roles().rankSoon();
            world.publishers().crashed(p);
        }
    }

    void freeze() {
        Process p = process;
        if (p != null && !p.isFrozen()) {
            world.seen(Seen.FREEZE);
            world.trace(p.name() + " freezes");
            p.freeze();
            world.links().silent(this);
        }
    }

    void thaw() {
        Process p = process;
        if (p != null && p.isFrozen()) {
            world.trace(p.name() + " thaws");
            p.thaw();
            world.links().back(this);
            world.roles().rankSoon();
        }
    }

    boolean isFrozen() {
        Process p = process;
        return p != null && p.isFrozen();
    }

    long wallOffset() {
        return wallOffset;
    }

    void jump(long micros) {
        wallOffset = micros;
    }

    void cutFromBus(boolean isUp, boolean isDown) {
        isCutToBus |= isUp;
        isCutFromBus |= isDown;
        listenSoon();
    }

    /** What comes of the bus has changed, which shows in a while. */
    void listenSoon() {
        world.timeline().after(NOTICED, this::listenToBus);
    }

    /** Nothing comes from the bus, whatever the reason. */
    boolean isDeaf() {
        return isCutFromBus() || world.bus().isDown();
    }

    private void listenToBus() {
        Process p = process;
        if (p == null) {
            return;
        }
        boolean isCutOff = isDeaf();
        p.run(() -> p.receive(new Fact.CutOff(isCutOff)));
        if (isCutOff) {
            world.seen(Seen.CUT_NOTICED);
            world.links().apart(this);
        }
    }

    void slow(boolean slow) {
        isSlow = slow;
    }

    boolean isSlow() {
        return isSlow;
    }

    /** Neither questions nor reading get through. */
    boolean isCutFromBus() {
        return isCutToBus || isCutFromBus;
    }

    boolean isCutToBus() {
        return isCutToBus;
    }

    boolean isCutFromBusAnswers() {
        return isCutFromBus;
    }

    void joinBus() {
        isCutToBus = false;
        isCutFromBus = false;
        listenToBus();
    }

    void loseAnswers(int count) {
        answersToLose = count;
    }

    boolean losesAnswer() {
        if (answersToLose > 0) {
            answersToLose--;
            return true;
        }
        return false;
    }

    void heal() {
        joinBus();
        isSlow = false;
        answersToLose = 0;
        disk.heal();
        thaw();
        Process p = process;
        if (p != null) {
            p.receive(new Fact.Paused(false));
        }
        start();
    }

    @Override
    public String toString() {
        Process p = process;
        return p == null ? name + " is down" : p.toString();
    }
}
