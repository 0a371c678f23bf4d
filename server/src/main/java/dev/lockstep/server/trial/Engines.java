package dev.lockstep.server.trial;

import dev.lockstep.brokers.FreePorts;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The engines of one project. One thread hurts them; others may ask. */
public final class Engines implements AutoCloseable {
    private static final long POLL_MILLIS = 25;

    private final List<EngineProcess> all = new ArrayList<>();

    /** These, which have not been started. */
    public Engines(List<EngineProcess> engines) {
        all.addAll(engines);
    }

    /**
     * Starts nothing yet.
     *
     * @param folder gets one folder an engine
     * @param options of the server's command line, the model included
     * @param flags of the virtual machines
     */
    public Engines(int count, Path folder, List<String> options, List<String> flags) {
        FreePorts ports = new FreePorts();
        HttpClient http = EngineProcess.client();
        for (int k = 1; k <= count; k++) {
            String name = "engine-" + k;
            int port = ports.next("127.0.0.1");
            all.add(new EngineProcess(name, port, folder.resolve(name), options, flags, http));
        }
    }

    public List<EngineProcess> all() {
        return all;
    }

    /** Starts those that do not live and lets frozen ones go on; waits for nothing. */
    public void startAll() {
        for (EngineProcess e : all) {
            e.thaw();
            if (!e.isAlive()) {
                e.start();
            }
        }
    }

    /** Who says that it reigns, if anybody does. */
    public Optional<EngineProcess> active() {
        return all.stream()
                .filter(EngineProcess::isUp)
                .filter(EngineProcess::isPrimary)
                .findFirst();
    }

    /**
     * Waits until somebody reigns who is not one of these.
     *
     * @throws IllegalStateException if nobody does in time
     */
    public EngineProcess awaitActive(long millis, List<EngineProcess> butNot)
            throws InterruptedException {
        List<EngineProcess> found = new ArrayList<>();
        await(
                "an active engine",
                millis,
                () ->
                        all.stream()
                                .filter(e -> !butNot.contains(e))
                                .filter(EngineProcess::isPrimary)
                                .findFirst()
                                .map(found::add)
                                .orElse(false));
        return found.get(0);
    }

    /**
     * Waits until one reigns and all others are ready to take over.
     *
     * @throws IllegalStateException if that is not so in time
     */
    public void awaitWhole(long millis) throws InterruptedException {
        await(
                "one active engine and " + (all.size() - 1) + " standbys",
                millis,
                () -> {
                    List<Readings> readings = all.stream().map(EngineProcess::readings).toList();
                    return readings.stream().filter(Readings::isActive).count() == 1
                            && readings.stream().filter(Readings::isStandby).count()
                                    == all.size() - 1;
                });
    }

    /** Waits for something, looking again and again. */
    public static void await(String what, long millis, BooleanSupplier condition)
            throws InterruptedException {
        if (!hasCome(millis, condition)) {
            throw new IllegalStateException("no " + what + " within " + millis + " ms");
        }
    }

    /** Whether something comes in time; looks again and again. */
    public static boolean hasCome(long millis, BooleanSupplier condition)
            throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return true;
    }

    /** Stops all in order, whoever reigns last. */
    public void stopAll() {
        EngineProcess last = active().orElse(null);
        all.stream().filter(e -> e != last).forEach(EngineProcess::stop);
        if (last != null) {
            last.stop();
        }
    }

    /** Kills all. */
    @Override
    public void close() {
        all.forEach(EngineProcess::close);
    }
}
