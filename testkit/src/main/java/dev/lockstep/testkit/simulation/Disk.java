package dev.lockstep.testkit.simulation;

import dev.lockstep.api.error.Location;
import dev.lockstep.api.error.Problem;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.port.Fact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A machine's snapshots: they outlive its processes, unless the disk is full or damages them. */
final class Disk {
    private static final int KEPT = 2;

    private final World world;
    private final Machine machine;
    private final List<Snapshot> folder = new ArrayList<>();
    private boolean isFull;
    private boolean isSlow;

    /** Where a state stands, and its bytes. */
    static final class Snapshot {
        final long journalNext;
        final long[] inputNext;
        final byte[] bytes;
        boolean isDamaged;

        Snapshot(long journalNext, long[] inputNext, byte[] bytes) {
            this.journalNext = journalNext;
            this.inputNext = inputNext;
            this.bytes = bytes;
        }
    }

    Disk(World world, Machine machine) {
        this.world = world;
        this.machine = machine;
    }

    void fill() {
        isFull = true;
    }

    void slow() {
        isSlow = true;
    }

    void heal() {
        isFull = false;
        isSlow = false;
    }

    /** Has nothing but that one from now on. */
    void holdOnly(Snapshot snapshot) {
        folder.clear();
        folder.add(snapshot);
    }

    List<Snapshot> folder() {
        return folder;
    }

    /** Spoils the newest snapshot if another one is left that will do. */
    boolean damage() {
        List<Snapshot> sound = folder.stream().filter(s -> !s.isDamaged).toList();
        boolean isSpare = world.bus().journal.start() == 0 || sound.size() > 1;
        if (sound.isEmpty() || !isSpare) {
            return false;
        }
        sound.get(sound.size() - 1).isDamaged = true;
        return true;
    }

    /** Loses all snapshots if another machine has one that will do. */
    boolean lose() {
        long start = world.bus().journal.start();
        boolean isSpare = start == 0;
        for (Machine m : world.machines()) {
            isSpare |=
                    m != machine
                            && m.disk().folder.stream()
                                    .anyMatch(s -> !s.isDamaged && s.journalNext >= start);
        }
        boolean isLoss = isSpare && !folder.isEmpty();
        if (isLoss) {
            folder.clear();
        }
        return isLoss;
    }

    private long delay() {
        Chance c = world.chance();
        return (isSlow ? c.between(100, 2000) : c.between(1, 15)) * Timeline.MS;
    }

    /** Told why there is none, and whether that keeps the engine from joining. */
    interface Missing {
        void tell(String reason, @Nullable Problem obstacle);
    }

    /**
     * Looks for the newest snapshot that is sound; another machine's if its own do not do, and a
     * living engine's where that is not enough.
     */
    void prepare(Process process, Consumer<@Nullable DataInput> found, Missing missing) {
        Runnable look =
                () -> {
                    if (world.chance().percent(isFull ? 30 : 3)) {
                        missing.tell("the disk does not answer", null);
                        return;
                    }
                    Snapshot best = best();
                    if (!isReached(best) || world.chance().percent(15)) {
                        world.peers()
                                .ask(process, s -> use(process, newer(best, s), found, missing));
                    } else {
                        use(process, best, found, missing);
                    }
                };
        world.timeline().after(delay(), () -> process.run(look));
    }

    /** Whether the journal goes back to where that stands; to its beginning for none. */
    private boolean isReached(@Nullable Snapshot s) {
        return (s == null ? 0 : s.journalNext) >= world.bus().journal.start();
    }

    private static @Nullable Snapshot newer(@Nullable Snapshot a, @Nullable Snapshot b) {
        return a == null || b != null && b.journalNext > a.journalNext ? b : a;
    }

    private void use(
            Process process,
            @Nullable Snapshot best,
            Consumer<@Nullable DataInput> found,
            Missing missing) {
        process.isTooOld = !isReached(best);
        if (process.isTooOld) {
            world.seen(Seen.LACKED_HISTORY);
            String why = "neither a snapshot nor the journal";
            missing.tell(
                    why, Problem.error(FailoverError.LACKS_HISTORY, Location.UNKNOWN, why + "."));
            return;
        }
        found.accept(
                best == null ? null : new DataInputStream(new ByteArrayInputStream(best.bytes)));
    }

    private @Nullable Snapshot best() {
        long start = world.bus().journal.start();
        List<Snapshot> sound = new ArrayList<>();
        for (Machine m : world.machines()) {
            if (m == machine || start > 0 && world.isFolderShared()) {
                m.disk().folder.stream()
                        .filter(s -> !s.isDamaged && (s.journalNext >= start || m == machine))
                        .forEach(sound::add);
            }
        }
        sound.sort((a, b) -> Long.compare(a.journalNext, b.journalNext));
        if (sound.isEmpty()) {
            return null;
        }
        int last = sound.size() - 1;
        boolean isOlder = last > 0 && sound.get(last - 1).journalNext >= start;
        return sound.get(isOlder && world.chance().percent(20) ? last - 1 : last);
    }

    /** Has a snapshot written. */
    void ask(Process process, Runnable answered) {
        write(
                process,
                answered,
                snapshot -> {
                    Runnable write =
                            () -> {
                                if (!isFull && process.isAlive()) {
                                    world.seen(Seen.SNAPSHOT_KEPT);
                                    keep(snapshot);
                                    world.moment(Moment.SNAPSHOT_TAKEN, machine);
                                }
                            };
                    world.timeline().after(delay(), () -> process.run(write));
                });
    }

    /** Has an engine write its state, and looks whether it is right. */
    static void write(Process process, Runnable answered, Consumer<Snapshot> taken) {
        process.world().seen(Seen.SNAPSHOT_ASKED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        process.receive(
                new Fact.SnapshotAsked(
                        new DataOutputStream(bytes),
                        result -> {
                            answered.run();
                            if (result.failure() == null && !process.isAstray()) {
                                taken.accept(checked(process.world(), result, bytes.toByteArray()));
                            }
                        }));
    }

    private static Snapshot checked(World world, Fact.SnapshotResult result, byte[] bytes) {
        Judge judge = world.judge();
        judge.require(result.index() <= judge.index(), "a snapshot is ahead of the journal");
        long state = ByteBuffer.wrap(bytes, bytes.length - 8, 8).getLong();
        judge.require(
                !world.project().savesState() || state == judge.state(result.index()),
                "a snapshot at " + result.index() + " is of another state");
        judge.require(
                result.journalNext() >= judge.offset(result.index())
                        && (result.index() == judge.index()
                                || result.journalNext() < judge.offset(result.index() + 1)),
                "a snapshot at " + result.index() + " goes on at " + result.journalNext());
        return new Snapshot(result.journalNext(), judge.inputNext(result.index()), bytes);
    }

    private void keep(Snapshot snapshot) {
        folder.add(snapshot);
        folder.sort((a, b) -> Long.compare(a.journalNext, b.journalNext));
        folder.removeIf(s -> s.isDamaged);
        while (folder.size() > KEPT) {
            folder.remove(0);
        }
    }

    /** Trims the journal and the inputs as far as the older snapshots of all machines allow. */
    static boolean trim(World world) {
        Snapshot oldest = null;
        for (Machine m : world.machines()) {
            List<Snapshot> sound = m.disk().folder.stream().filter(s -> !s.isDamaged).toList();
            if (sound.size() < KEPT) {
                return false;
            }
            Snapshot s = sound.get(0);
            oldest = oldest == null || s.journalNext < oldest.journalNext ? s : oldest;
        }
        if (oldest == null) {
            return false;
        }
        world.bus().journal.trim(oldest.journalNext);
        for (int k = 0; k < oldest.inputNext.length; k++) {
            world.bus().inputs[k].trim(oldest.inputNext[k]);
        }
        return true;
    }
}
