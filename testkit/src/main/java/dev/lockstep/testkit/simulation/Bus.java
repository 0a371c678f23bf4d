package dev.lockstep.testkit.simulation;

import dev.lockstep.failover.port.Effect;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A bus with transactions: one transactional id, whose number rises with each fence, so that
 * whatever an older holder still sends is refused. A commit is decided at one moment, becomes
 * visible in each log at another, and is answered at a third.
 */
final class Bus {
    /** What a producer is told. */
    enum Answer {
        DONE,
        REFUSED
    }

    /** A transaction and what was put into it. */
    static final class Attempt extends Log.Transaction {
        final String engine;
        final Effect.Commit commit;
        final List<Log> logs = new ArrayList<>();

        Attempt(String engine, Effect.Commit commit) {
            this.engine = engine;
            this.commit = commit;
        }
    }

    private static final long EXPIRY = 5 * Timeline.SECOND;

    final Log journal = new Log();
    final Log[] inputs;
    final Log[] outputs;
    private final World world;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int holder;
    private @Nullable Attempt open;
    private int closing;
    private long downUntil;
    private long slowUntil;

    Bus(World world, int inputs, int outputs) {
        this.world = world;
        this.inputs = logs(inputs);
        this.outputs = logs(outputs);
    }

    private static Log[] logs(int count) {
        Log[] logs = new Log[count];
        for (int k = 0; k < count; k++) {
            logs[k] = new Log();
        }
        return logs;
    }

    boolean isDown() {
        return world.timeline().now() < downUntil;
    }

    boolean isSlow() {
        return world.timeline().now() < slowUntil;
    }

    void goDown(long duration) {
        downUntil = Math.max(downUntil, world.timeline().now() + duration);
    }

    void slowDown(long duration) {
        slowUntil = Math.max(slowUntil, world.timeline().now() + duration);
    }

    void heal() {
        downUntil = 0;
        slowUntil = 0;
    }

    /** Makes somebody the only one who can commit; answers once the past is settled. */
    void fence(IntConsumer answer) {
        holder++;
        Attempt attempt = open;
        if (attempt != null) {
            close(attempt);
        }
        whenClosed(() -> answer.accept(++holder));
    }

    /** Whether somebody else can commit instead of this holder. */
    boolean isFenced(int producer) {
        return producer != holder;
    }

    /** Puts a batch into a new transaction. */
    void produce(int producer, String engine, Effect.Commit commit, Consumer<Answer> answer) {
        if (producer != holder) {
            world.seen(Seen.REFUSED_LATE_MESSAGE);
            answer.accept(Answer.REFUSED);
            return;
        }
        if (closing > 0) {
            waiting.add(() -> produce(producer, engine, commit, answer));
            return;
        }
        if (open != null) {
            throw new Violation(engine + " began a commit while its last was open");
        }
        Attempt attempt = new Attempt(engine, commit);
        open = attempt;
        put(attempt);
        world.timeline().after(EXPIRY, () -> expire(attempt));
        answer.accept(Answer.DONE);
    }

    private void put(Attempt attempt) {
        attempt.logs.add(journal);
        for (byte[] entry : attempt.commit.entries()) {
            journal.append(entry, attempt, attempt.commit.epoch());
        }
        attempt.commit
                .output()
                .forEach(
                        o -> {
                            Log log = outputs[o.output()];
                            if (!attempt.logs.contains(log)) {
                                attempt.logs.add(log);
                            }
                            log.append(o.value(), attempt, attempt.commit.epoch());
                        });
    }

    private void expire(Attempt attempt) {
        if (open == attempt) {
            world.seen(Seen.TRANSACTION_EXPIRED);
            holder++;
            close(attempt);
        }
    }

    /** Commits what the producer has put. */
    void commit(int producer, Consumer<Answer> answer) {
        Attempt attempt = open;
        if (producer != holder || attempt == null) {
            world.seen(Seen.REFUSED_LATE_MESSAGE);
            answer.accept(Answer.REFUSED);
            return;
        }
        attempt.isCommitted = true;
        world.judge().committed(attempt);
        close(attempt);
        answer.accept(Answer.DONE);
    }

    private void close(Attempt attempt) {
        open = null;
        for (Log log : attempt.logs) {
            closing++;
            world.timeline().after(world.markDelay(), () -> mark(log, attempt));
        }
    }

    private void mark(Log log, Attempt attempt) {
        if (isDown()) {
            world.timeline().at(downUntil, () -> mark(log, attempt));
            return;
        }
        log.close(attempt);
        closing--;
        while (closing == 0 && !waiting.isEmpty()) {
            waiting.remove().run();
        }
    }

    private void whenClosed(Runnable action) {
        if (closing > 0) {
            waiting.add(action);
        } else {
            action.run();
        }
    }
}
