package dev.lockstep.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Simulates a range of seeds on several threads. */
public final class Seeds {
    private final long to;
    private final int threads;
    private final boolean isReal;
    private final AtomicLong next;
    private final Coverage coverage = new Coverage();
    private final List<String> violations = new ArrayList<>();

    /**
     * @param from the first seed
     * @param to the last one
     */
    public Seeds(long from, long to, int threads) {
        this(from, to, threads, false);
    }

    /**
     * @param isReal whether real engines run instead of ledgers
     */
    public Seeds(long from, long to, int threads, boolean isReal) {
        this.isReal = isReal;
        this.next = new AtomicLong(from);
        this.to = to;
        this.threads = threads;
    }

    /** Runs all of them. */
    public void run() throws InterruptedException {
        List<Thread> running = new ArrayList<>();
        for (int k = 0; k < threads; k++) {
            Thread thread = new Thread(this::work, "simulation-" + k);
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
    }

    private void work() {
        Coverage own = new Coverage();
        for (long seed = next.getAndIncrement(); seed <= to; seed = next.getAndIncrement()) {
            try {
                own.merge(
                        isReal
                                ? Simulation.runEngine(seed, Trace.off())
                                : Simulation.run(seed, Trace.off()));
            } catch (RuntimeException | Error e) {
                synchronized (violations) {
                    violations.add(
                            e instanceof Violation
                                    ? String.valueOf(e.getMessage())
                                    : "seed " + seed + ": " + e + " " + e.getStackTrace()[0]);
                }
            }
        }
        synchronized (coverage) {
            coverage.merge(own);
        }
    }

    /** What was seen in the seeds that kept all promises. */
    public Coverage coverage() {
        return coverage;
    }

    /** One line for each seed that broke one. */
    public List<String> violations() {
        return violations;
    }
}
