package dev.lockstep.testkit.simulation;

import dev.lockstep.api.error.Problem;
import dev.lockstep.api.replica.ReplicaModel;
import dev.lockstep.failover.FailoverError;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.Now;
import dev.lockstep.failover.replica.Replica;
import dev.lockstep.failover.replica.ReplicaSettings;
import dev.lockstep.failover.replica.SnapshotHead;
import dev.lockstep.failover.role.Role;
import java.io.DataInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One life of an engine: the replica, what carries out its effects, and all that dies with it. */
final class Process {
    private final World world;
    private final Machine machine;
    private final String name;
    private final Replica replica;
    private final Committing committing;
    private final Clock clock;
    private final ArrayDeque<Runnable> backlog = new ArrayDeque<>();
    private final Map<Integer, Reader> readers = new HashMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private List<Fact> inbox = new ArrayList<>();
    private @Nullable ReplicaModel model;
    private int models;
    private Role role = Role.JOINING;
    private long roleTime;
    private int offersOpen;
    private int requestsOpen;
    private boolean isAlive = true;
    private boolean isFrozen;
    private boolean isArmed;
    private boolean isAstray;

    Process(World world, Machine machine, String name) {
        this.world = world;
        this.machine = machine;
        this.name = name;
        this.clock = new Clock(world.timeline(), world.chance());
        this.committing = new Committing(world, this);
        this.replica =
                new Replica(
                        ReplicaSettings.of(name),
                        new Now(clock.nanos(), clock.micros(machine.wallOffset())));
        this.roleTime = world.timeline().now();
        poll();
    }

    World world() {
        return world;
    }

    Machine machine() {
        return machine;
    }

    String name() {
        return name;
    }

    Role role() {
        return role;
    }

    long silenceNanos() {
        return replica.silenceNanos();
    }

    Replica replica() {
        return replica;
    }

    /** Since when it has its role. */
    long roleTime() {
        return roleTime;
    }

    @Nullable ReplicaModel model() {
        return model;
    }

    boolean isAlive() {
        return isAlive;
    }

    boolean isFrozen() {
        return isFrozen;
    }

    /** Changes its state unnoticed, if the model can be changed so. */
    boolean goAstray() {
        if (model instanceof LedgerModel ledger) {
            ledger.goAstray();
            isAstray = true;
        }
        return isAstray;
    }

    boolean isAstray() {
        return isAstray;
    }

    /** Models that were made for it and not given back. */
    int models() {
        return models;
    }

    /** Questions of its surroundings that were not answered yet. */
    int open() {
        return offersOpen + requestsOpen;
    }

    private void poll() {
        if (isAlive) {
            run(this::step);
            world.timeline().after(world.plan().poll(), this::poll);
        }
    }

    /** Does something once the process gets to run. */
    void run(Runnable action) {
        if (!isAlive) {
            return;
        }
        if (isFrozen) {
            if (backlog.size() < 100_000) {
                backlog.add(action);
            }
        } else {
            action.run();
        }
    }

    void freeze() {
        isFrozen = true;
    }

    void thaw() {
        isFrozen = false;
        while (!backlog.isEmpty() && isAlive && !isFrozen) {
            backlog.remove().run();
        }
        readers.values().forEach(Reader::wake);
    }

    void crash() {
        isAlive = false;
        readers.values().forEach(Reader::close);
        committing.crash();
    }

    /** All its connections to the bus end at once. */
    void disconnect() {
        committing.disconnect();
    }

    /** Something has happened that the replica must be told of. */
    void receive(Fact fact) {
        if (!isAlive) {
            return;
        }
        inbox.add(fact);
        if (!isArmed) {
            isArmed = true;
            world.timeline()
                    .after(
                            world.chance().between(0, Timeline.MS / 2),
                            () -> {
                                isArmed = false;
                                run(this::step);
                            });
        }
    }

    private void step() {
        List<Fact> facts = inbox;
        inbox = new ArrayList<>();
        Now now = new Now(clock.nanos(), clock.micros(machine.wallOffset()));
        if (world.isTracing()) {
            facts.forEach(f -> world.trace(name + " <- " + Trace.of(f)));
        }
        replica.step(now, facts, effects::add);
        List<Effect> due = List.copyOf(effects);
        effects.clear();
        for (Effect effect : due) {
            if (!isAlive) {
                return;
            }
            if (world.isTracing()) {
                world.trace(name + " -> " + Trace.of(effect));
            }
            execute(effect);
        }
        check();
    }

    private void check() {
        ReplicaModel m = model;
        long index = replica.index();
        boolean isKnown = replica.committedIndex() >= index && index <= world.judge().index();
        boolean isComparable = m != null && world.judge().isOfVersion(m, index);
        if (m != null
                && isKnown
                && isComparable
                && !isAstray
                && role != Role.JOINING
                && role != Role.ASIDE) {
            world.judge()
                    .require(
                            world.project().state(m) == world.judge().state(index),
                            name + " has another state than the journal at " + index);
        }
        world.judge()
                .require(
                        replica.committedIndex() <= world.judge().index(),
                        name + " takes for committed what is not");
    }

    private void execute(Effect effect) {
        switch (effect) {
            case Effect.Prepare p -> prepare(p.ticket());
            case Effect.Discard d -> discard(d.model());
            case Effect.FollowJournal f -> follow(-1, f.ticket(), f.from());
            case Effect.FollowInput f -> follow(f.input(), f.ticket(), f.from());
            case Effect.Credit c -> credit(c);
            case Effect.AskJournalEnd a -> committing.askEnd(a.ticket());
            case Effect.Rehearse r -> committing.rehearse(r.ticket());
            case Effect.Fence f -> committing.fence(f.ticket());
            case Effect.Commit c -> committing.commit(c);
            case Effect.Release r -> release(r);
            case Effect.TurnAway t -> {
                world.seen(Seen.TURNED_AWAY);
                offersOpen--;
                world.publishers().turnedAway(this, t);
            }
            case Effect.Announce a -> announce(a);
            case Effect.Alarm a -> alarm(a);
        }
    }

    private void prepare(int ticket) {
        world.moment(Moment.PREPARE, machine);
        machine.disk()
                .prepare(
                        this,
                        in -> receive(prepared(ticket, in)),
                        (reason, obstacle) ->
                                receive(new Fact.NotPrepared(ticket, reason, obstacle)));
    }

    private Fact prepared(int ticket, @Nullable DataInput snapshot) {
        ReplicaModel fresh = world.newModel();
        models++;
        model = fresh;
        isAstray = false;
        if (snapshot == null) {
            return new Fact.Prepared(ticket, fresh, null);
        }
        try {
            SnapshotHead head = SnapshotHead.read(snapshot);
            boolean isOwn = head.identity().isEmpty() || head.identity().equals(fresh.identity());
            if (!isOwn && fresh instanceof Project.TakingOver next) {
                next.takeOver(snapshot);
            } else {
                fresh.load(snapshot);
            }
            return new Fact.Prepared(ticket, fresh, head.content(), version(isOwn));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Fact.Version version(boolean isOwn) {
        if (isOwn) {
            return Fact.Version.SAME;
        }
        return world.mayChange(machine.name()) ? Fact.Version.CHANGES : Fact.Version.TAKEN_OVER;
    }

    private void discard(ReplicaModel old) {
        old.close();
        models--;
        if (old == model) {
            model = null;
        }
    }

    private void follow(int input, int ticket, long from) {
        world.moment(Moment.FOLLOW, machine);
        Reader old = readers.put(input, new Reader(world, this, input, ticket, from));
        if (old != null) {
            old.close();
        }
    }

    private void credit(Effect.Credit c) {
        Reader reader = readers.get(c.input());
        if (reader != null && reader.ticket() == c.ticket()) {
            reader.credit(c.bytes());
        }
    }

    private void release(Effect.Release r) {
        world.judge().released(r, name);
        offersOpen -= r.acknowledged().size();
        r.acknowledged().forEach(a -> world.publishers().acknowledged(this, a));
    }

    private void announce(Effect.Announce a) {
        Role before = role;
        role = a.role();
        world.judge().require(!a.reason().isEmpty(), name + " is " + role + " for no reason");
        world.roles().changed(this, before, a);
        roleTime = world.timeline().now();
    }

    private void alarm(Effect.Alarm a) {
        boolean isExpected =
                a.problem().code() == FailoverError.DIVERGED && isAstray
                        || a.problem().code() == FailoverError.INPUT_DIFFERS && isAltered
                        || a.problem().code() == FailoverError.LACKS_HISTORY && isTooOld
                        || world.isNextVersion() && isAboutVersions(a.problem());
        isAltered &= a.problem().code() != FailoverError.INPUT_DIFFERS;
        world.judge().require(isExpected, name + " raised an alarm: " + a.problem());
        if (a.problem().code() == FailoverError.DIVERGED) {
            isAstray = false;
        }
        world.alarmed(this, a.problem());
    }

    private static boolean isAboutVersions(Problem problem) {
        return problem.code() == FailoverError.OTHER_MODEL
                || problem.code() == FailoverError.WAITS_FOR_CHANGE;
    }

    /** Its snapshot lies before what is left of the journal. */
    boolean isTooOld;

    /** One of its inputs cannot be read on. */
    void loseInput(int input) {
        Reader reader = readers.get(input);
        if (reader != null) {
            world.seen(Seen.LOST_INPUT);
            isTooOld = true;
            reader.close();
            receive(new Fact.InputLost(reader.ticket(), input, "it is gone"));
        }
    }

    /** It was given other records than everybody else. */
    private boolean isAltered;

    private boolean isToBeAltered;

    /** The next record of an input that others have stepped already comes changed. */
    void alterInput() {
        isToBeAltered = true;
    }

    byte[] seen(int input, Log.Slot slot, byte[] value) {
        if (!isToBeAltered || slot.offset() >= world.judge().inputNext()[input]) {
            return value;
        }
        isToBeAltered = false;
        isAltered = true;
        world.seen(Seen.ALTERED_INPUT);
        byte[] altered = value.clone();
        altered[altered.length - 1] ^= 1;
        return altered;
    }

    void offer(Fact.Offered offer) {
        offersOpen++;
        receive(offer);
    }

    void askSnapshot() {
        requestsOpen++;
        machine.disk().ask(this, () -> requestsOpen--);
    }

    /** Gives another engine its state as it is, if it has one that counts. */
    void giveSnapshot(Consumer<Disk.Snapshot> taken) {
        requestsOpen++;
        Disk.write(this, () -> requestsOpen--, taken);
    }

    void look() {
        requestsOpen++;
        receive(
                new Fact.LookAsked(
                        m -> {
                            requestsOpen--;
                            world.seen(Seen.LOOKED);
                            long seen = replica.index();
                            if (m != null && !isAstray && world.judge().isOfVersion(m, seen)) {
                                long right = world.judge().state(seen);
                                world.judge()
                                        .require(
                                                world.project().state(m) == right,
                                                name + " shows what is not committed");
                            }
                        }));
    }

    @Override
    public String toString() {
        return name + " (" + role + ": " + replica.reason() + ")";
    }
}
