package dev.lockstep.failover.kafka;

import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.Now;
import dev.lockstep.failover.replica.Replica;
import dev.lockstep.failover.replica.ReplicaSettings;
import dev.lockstep.failover.role.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** An engine in miniature: a replica, its bus, and one thread that brings them together. */
final class Driver implements AutoCloseable {
    /** A role, and when it was taken. */
    record Step(Role role, long nanos, String reason) {}

    final ConcurrentLinkedQueue<Step> steps = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Object> trouble = new ConcurrentLinkedQueue<>();
    volatile long firstReleaseNanos;
    volatile Role role = Role.JOINING;
    volatile int epoch;
    private final BlockingQueue<Fact> facts = new ArrayBlockingQueue<>(64);
    private final ArrayDeque<Fact> own = new ArrayDeque<>();
    private final Replica replica;
    private final KafkaBus bus;
    private final Thread thread;
    private final Semaphore permit = new Semaphore(1);
    private volatile boolean isAbandoned;

    Driver(KafkaBusSettings settings) {
        this(settings, ReplicaSettings.of(settings.engine()));
    }

    Driver(KafkaBusSettings settings, ReplicaSettings replicaSettings) {
        replica = new Replica(replicaSettings, now());
        bus = new KafkaBus(settings, blocking(facts));
        thread = new Thread(this::run, settings.engine() + "-driver");
        thread.start();
    }

    static <T> Consumer<T> blocking(BlockingQueue<T> queue) {
        return fact -> {
            try {
                queue.put(fact);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("was to end", e);
            }
        };
    }

    private static Now now() {
        return new Now(System.nanoTime(), System.currentTimeMillis() * 1000);
    }

    void tell(Fact fact) {
        blocking(facts).accept(fact);
    }

    private void run() {
        try {
            List<Fact> batch = new ArrayList<>();
            while (!isAbandoned) {
                permit.acquire();
                turn(batch);
                permit.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble.add(e);
        }
    }

    private void turn(List<Fact> batch) throws InterruptedException {
        batch.clear();
        batch.addAll(own);
        own.clear();
        if (batch.isEmpty()) {
            Fact first = facts.poll(5, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
            }
        }
        facts.drainTo(batch);
        replica.step(now(), batch, this::perform);
        role = replica.role();
        epoch = replica.epoch();
    }

    /** Holds it up between two steps, as a frozen process is. */
    void pause() throws InterruptedException {
        permit.acquire();
    }

    void goOn() {
        permit.release();
    }

    private void perform(Effect effect) {
        if (bus.perform(effect)) {
            return;
        }
        switch (effect) {
            case Effect.Prepare p -> own.add(new Fact.Prepared(p.ticket(), new ChainModel(), null));
            case Effect.Announce a -> steps.add(new Step(a.role(), System.nanoTime(), a.reason()));
            case Effect.Alarm a -> trouble.add(a.problem());
            case Effect.Release r -> {
                if (firstReleaseNanos == 0) {
                    firstReleaseNanos = System.nanoTime();
                }
            }
            default -> {
                // nobody is interested
            }
        }
    }

    /** Stops its thread between two steps, and nothing else: what is under way goes on. */
    void abandon() throws InterruptedException {
        isAbandoned = true;
        thread.join();
    }

    /** When it took that role last, or 0. */
    long since(Role wanted) {
        long nanos = 0;
        for (Step s : steps) {
            nanos = s.role() == wanted ? s.nanos() : nanos;
        }
        return nanos;
    }

    @Override
    public void close() throws InterruptedException {
        abandon();
        bus.close();
    }
}
