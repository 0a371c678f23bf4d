package dev.lockstep.server.failover;

import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.Now;
import dev.lockstep.failover.replica.Replica;
import dev.lockstep.failover.replica.ReplicaSettings;
import dev.lockstep.failover.role.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps a replica on a thread of its own: takes the facts that others tell, gives it the time, and
 * hands its effects on.
 */
final class ReplicaThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaThread.class);

    /** How long it waits for a fact before it looks at the time. */
    private static final long WAIT_MICROS = 5_000;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final BlockingQueue<Fact> facts =
            new ArrayBlockingQueue<>((int) FailoverServerLimits.FACTS.defaultValue());
    private final Replica replica;
    private final Consumer<Effect> effects;
    private final BusMeter meter;
    private final Thread thread;
    private volatile boolean isEnding;
    private volatile View view;

    /** What others may see of the replica at any time. */
    record View(
            Role role,
            String reason,
            int epoch,
            String reigns,
            long index,
            long committedIndex,
            boolean isPaused,
            boolean isCutOff) {}

    /**
     * @param meter shown all facts and effects
     * @param effects called on this thread; must not wait
     */
    ReplicaThread(
            String project, ReplicaSettings settings, BusMeter meter, Consumer<Effect> effects) {
        this.replica = new Replica(settings, now());
        this.meter = meter;
        this.effects =
                effect -> {
                    meter.begins(effect);
                    effects.accept(effect);
                };
        this.view = look();
        this.thread = Thread.ofPlatform().name("replica " + project).daemon().unstarted(this::live);
    }

    void start() {
        thread.start();
    }

    private static Now now() {
        long millis = System.currentTimeMillis();
        return new Now(System.nanoTime(), millis * 1000);
    }

    /** Tells a fact; waits while there are too many. By any thread. */
    void tell(Fact fact) {
        BusMeter.Settled settled = meter.passes(fact);
        try {
            while (!isEnding && !facts.offer(fact, 100, TimeUnit.MILLISECONDS)) {
                // the replica is busy
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (settled != null) {
            meter.record(settled);
        }
    }

    /** The last message of each publisher; by the replica's thread only. */
    Map<String, Long> clients() {
        return replica.clients();
    }

    /** Index behind the last entry that is committed; by the replica's thread only. */
    long committed() {
        return replica.committedIndex();
    }

    /** Whether the project's input has ended; by the replica's thread only. */
    boolean isEnded() {
        return replica.isEnded();
    }

    View view() {
        return view;
    }

    private View look() {
        return new View(
                replica.role(),
                replica.reason(),
                replica.epoch(),
                replica.reignEngine(),
                replica.index(),
                replica.committedIndex(),
                replica.isPaused(),
                replica.isCutOff());
    }

    private void live() {
        List<Fact> batch = new ArrayList<>();
        try {
            while (!isEnding) {
                batch.clear();
                Fact first = facts.poll(WAIT_MICROS, TimeUnit.MICROSECONDS);
                if (first != null) {
                    batch.add(first);
                    facts.drainTo(batch);
                }
                replica.step(now(), batch, effects);
                view = look();
            }
        } catch (InterruptedException e) {
            // the project is being closed
        } catch (RuntimeException | Error e) {
            LOG.error("The replica has ended by a fault: {}", e.toString(), e);
            if (e instanceof VirtualMachineError) {
                // a process without memory must not go on: what it would commit may be wrong
                Runtime.getRuntime().halt(1);
            }
        }
    }

    /** Ends the thread; the replica commits nothing any more. */
    @Override
    public void close() throws InterruptedException {
        isEnding = true;
        if (thread.isAlive() && !thread.join(PATIENCE)) {
            thread.interrupt();
            thread.join(PATIENCE);
        }
    }
}
