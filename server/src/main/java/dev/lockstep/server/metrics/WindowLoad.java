package dev.lockstep.server.metrics;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * What part of the time windows compute, found by looking about a hundred times a second which of
 * them do: it costs the engines nothing, who keep no clock. Begins with the first question.
 * Thread-safe.
 */
final class WindowLoad implements AutoCloseable {
    /** With a hundred looks to a second, hits a second are percent. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Supplier<List<String>> running;
    private final Map<String, LongAdder> hits = new ConcurrentHashMap<>();
    private final LongAdder looks = new LongAdder();
    private final Rates rates = new Rates();
    private final Thread thread;

    /**
     * @param running the windows that compute at this moment, one for each engine at the most
     */
    WindowLoad(Supplier<List<String>> running) {
        this.running = running;
        this.thread = Thread.ofPlatform().name("window load").daemon().unstarted(this::live);
    }

    private void live() {
        SplittableRandom random = new SplittableRandom(1);
        while (!Thread.currentThread().isInterrupted()) {
            look();
            // engines act on time, too: looking in step with them would always see the same
            LockSupport.parkNanos(random.nextLong(LOOK_NANOS / 2, LOOK_NANOS * 3 / 2));
        }
    }

    void look() {
        for (String window : running.get()) {
            hits.computeIfAbsent(window, w -> new LongAdder()).increment();
        }
        looks.increment();
    }

    /** Begins to look, unless it does. */
    synchronized void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /**
     * The part of the time since the question before, in percent of one processor; 0 for the first
     * question, the same again within a second.
     */
    double percent(String window) {
        long looked = looks.sum() * LOOK_NANOS;
        LongAdder count = hits.get(window);
        return rates.of(window, count == null ? 0 : count.sum(), looked);
    }

    /** Forgets windows that are there no more. */
    void keep(Set<String> windows) {
        hits.keySet().retainAll(windows);
        rates.keep(windows);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
