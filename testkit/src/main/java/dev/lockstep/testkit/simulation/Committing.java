package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.entry.Entry;
import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A process's way to the bus, for everything but reading. */
final class Committing {
    private static final int NONE = -1;

    private final World world;
    private final Process process;
    private Line line;
    private final Line asking;
    private int producer = NONE;
    private int lastTicket;
    private @Nullable Question committing;
    private final List<Runnable> open = new ArrayList<>();

    /** A question that is answered once, by whatever comes first. */
    private static final class Question {
        boolean isAnswered;
    }

    /** Both directions of a connection to the bus. */
    private record Line(Pipe up, Pipe down) {}

    Committing(World world, Process process) {
        this.world = world;
        this.process = process;
        this.line = line();
        this.asking = line();
    }

    private Line line() {
        Machine machine = process.machine();
        return new Line(
                new Pipe(world, () -> machine.isCutToBus() || world.bus().isDown()),
                new Pipe(world, machine::isCutFromBusAnswers));
    }

    /** Connections of a dead process end; what was sent may still arrive. */
    void crash() {
        if (world.chance().percent(30)) {
            line.up().reset();
        }
        line.down().reset();
        asking.down().reset();
    }

    /** Connections end: what was sent may still arrive, no answer does. */
    void disconnect() {
        crash();
        List<Runnable> failing = List.copyOf(open);
        open.clear();
        failing.forEach(Runnable::run);
    }

    private void up(Line on, Runnable action) {
        on.up().send(world.busDelay(process.machine()), action);
    }

    private void answer(Line on, Question q, Fact fact, Runnable also) {
        if (process.machine().losesAnswer()) {
            return;
        }
        on.down()
                .send(
                        world.busDelay(process.machine()),
                        () -> process.run(() -> settle(q, fact, also)));
    }

    private void settle(Question q, Fact fact, Runnable also) {
        if (!q.isAnswered) {
            q.isAnswered = true;
            also.run();
            process.receive(fact);
        } else if (isOld(fact) && world.chance().percent(50)) {
            world.seen(Seen.LATE_ANSWER);
            process.receive(fact);
        }
    }

    /** Whether an answer that comes too late can be known as such. */
    private boolean isOld(Fact fact) {
        return switch (fact) {
            case Fact.Fenced f -> f.ticket() < lastTicket;
            case Fact.JournalEnd e -> e.ticket() < lastTicket;
            case Fact.Failed ignored -> false;
            default -> true;
        };
    }

    private void expire(Question q, Supplier<Fact> fact, Runnable also) {
        long patience = world.chance().between(1000, 4000) * Timeline.MS;
        Runnable fail =
                () -> {
                    if (!q.isAnswered) {
                        settle(q, fact.get(), also);
                    }
                };
        world.timeline().after(patience, () -> process.run(fail));
        if (open.size() > 8) {
            open.remove(0);
        }
        open.add(fail);
    }

    private static void nothing() {}

    void askEnd(int ticket) {
        lastTicket = ticket;
        world.moment(Moment.END_ASKED, process.machine());
        Question q = new Question();
        Log journal = world.bus().journal;
        Runnable question =
                () -> {
                    Fact end = new Fact.JournalEnd(ticket, journal.lastStable());
                    answer(asking, q, end, Committing::nothing);
                };
        up(asking, question);
        expire(q, () -> new Fact.Failed(ticket, "no end in time"), Committing::nothing);
    }

    void rehearse(int ticket) {
        world.moment(Moment.REHEARSE, process.machine());
        Question q = new Question();
        Fact yes = new Fact.Rehearsed(ticket, topics());
        up(asking, () -> answer(asking, q, yes, Committing::nothing));
        expire(q, () -> new Fact.Failed(ticket, "no rehearsal in time"), Committing::nothing);
    }

    private List<Entry.Input> topics() {
        List<Entry.Input> topics = new ArrayList<>();
        for (int k = 0; k < world.bus().inputs.length; k++) {
            topics.add(new Entry.Input("cq/in" + k, "in" + k, new UUID(7, k), 0, 0));
        }
        return topics;
    }

    void fence(int ticket) {
        lastTicket = ticket;
        producer = NONE;
        committing = null;
        leave();
        world.moment(Moment.FENCE_ASKED, process.machine());
        Question q = new Question();
        Line own = line;
        Runnable question =
                () ->
                        world.bus()
                                .fence(
                                        holder -> {
                                            fenced(own, q, ticket, holder);
                                            world.moment(Moment.FENCE_APPLIED, process.machine());
                                        });
        up(own, question);
        expire(q, () -> new Fact.Failed(ticket, "no fence in time"), Committing::nothing);
    }

    /** A new connection; what was sent on the old one may arrive or not. */
    private void leave() {
        if (world.chance().percent(50)) {
            line.up().reset();
        }
        line = line();
    }

    private void fenced(Line own, Question q, int ticket, int holder) {
        answer(own, q, new Fact.Fenced(ticket), () -> producer = holder);
    }

    void commit(Effect.Commit commit) {
        world.judge()
                .require(
                        producer != NONE && committing == null,
                        process + " commits out of turn: " + commit.batch());
        world.judge().require(mayCommit(), process + " commits in this role");
        world.moment(Moment.COMMIT_ASKED, process.machine());
        Question q = new Question();
        committing = q;
        Line own = line;
        int holder = producer;
        up(
                own,
                () ->
                        world.bus()
                                .produce(
                                        holder,
                                        process.name(),
                                        commit,
                                        a -> put(own, q, holder, commit, a)));
        expire(q, () -> unknown(commit, holder), () -> unknown(q, commit));
    }

    /** A client that asks again and finds itself fenced is told no more than that. */
    private Fact unknown(Effect.Commit commit, int holder) {
        if (world.bus().isFenced(holder) && world.chance().percent(50)) {
            if (world.judge().index() >= commitEnd(commit)) {
                world.seen(Seen.REFUSED_THOUGH_COMMITTED);
            }
            return new Fact.CommitRefused(commit.batch());
        }
        return new Fact.CommitUnknown(commit.batch(), "no answer in time");
    }

    private boolean mayCommit() {
        return switch (process.role()) {
            case CLAIMING, ACTIVE, HANDING_OVER -> true;
            default -> false;
        };
    }

    /** Nothing more can be committed before the next fence. */
    private void close(Question q) {
        if (committing == q) {
            committing = null;
            producer = NONE;
        }
    }

    private void unknown(Question q, Effect.Commit commit) {
        close(q);
        boolean isThere = world.judge().index() >= commitEnd(commit);
        world.seen(isThere ? Seen.UNKNOWN_BUT_COMMITTED : Seen.UNKNOWN_AND_LOST);
    }

    private static long commitEnd(Effect.Commit commit) {
        List<byte[]> entries = commit.entries();
        long first = EntryCodec.read(entries.get(0)).index();
        return first + entries.size();
    }

    private void put(Line own, Question q, int holder, Effect.Commit commit, Bus.Answer a) {
        world.moment(Moment.BATCH_PUT, process.machine());
        if (a == Bus.Answer.REFUSED) {
            refuse(own, q, commit);
            return;
        }
        Consumer<Bus.Answer> last = b -> decided(own, q, commit, b);
        Runnable ending = () -> world.bus().commit(holder, last);
        if (world.chance().percent(60)) {
            ending.run();
            return;
        }
        own.down()
                .send(
                        world.busDelay(process.machine()),
                        () ->
                                process.run(
                                        () -> {
                                            if (!q.isAnswered) {
                                                up(own, ending);
                                            }
                                        }));
    }

    private void refuse(Line own, Question q, Effect.Commit commit) {
        answer(
                own,
                q,
                new Fact.CommitRefused(commit.batch()),
                () -> {
                    close(q);
                    world.seen(Seen.REFUSED);
                });
    }

    private void decided(Line own, Question q, Effect.Commit commit, Bus.Answer a) {
        if (a == Bus.Answer.REFUSED) {
            refuse(own, q, commit);
            return;
        }
        world.moment(Moment.COMMIT_DECIDED, process.machine());
        Fact yes = new Fact.Committed(commit.batch());
        answer(own, q, yes, () -> committed(q, yes));
    }

    private void committed(Question q, Fact yes) {
        if (committing == q) {
            committing = null;
        }
        world.moment(Moment.COMMIT_ANSWERED, process.machine());
        if (world.chance().percent(1)) {
            world.seen(Seen.LATE_ANSWER);
            long later = world.chance().between(0, 500) * Timeline.MS;
            world.timeline().after(later, () -> process.run(() -> process.receive(yes)));
        }
    }
}
