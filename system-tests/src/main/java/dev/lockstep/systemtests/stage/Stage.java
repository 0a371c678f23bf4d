package dev.lockstep.systemtests.stage;

import dev.lockstep.brokers.FreePorts;
import dev.lockstep.brokers.LocalCluster;
import dev.lockstep.server.demo.TradesProject;
import dev.lockstep.server.project.LoadedModel;
import dev.lockstep.server.trial.EngineProcess;
import dev.lockstep.server.trial.Engines;
import dev.lockstep.server.trial.Trial;
import dev.lockstep.systemtests.wire.Gate;
import dev.lockstep.systemtests.wire.Network;
import dev.lockstep.systemtests.wire.Target;
import dev.lockstep.systemtests.wire.Way;
import dev.lockstep.systemtests.wire.Wires;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A project with topics of its own on three engines under load; whatever the engines say goes over
 * wires that can be cut. The brokers belong to the caller. One thread.
 */
public final class Stage implements AutoCloseable {
    /** So many take part. */
    public static final int ENGINES = 3;

    private static final long WHOLE_MILLIS = 180_000;
    private static final double MILLIS = 1_000;
    private static final String LOOPBACK = "127.0.0.1";

    private final Ground ground;
    private final Bus bus;
    private final Wires wires;
    private final Engines engines;
    private final Trial trial;
    private Random random;
    private final int rate;

    /**
     * Starts the engines and waits until all of them are in step.
     *
     * @param ground belongs to the caller
     * @param prefix of the topics, unlike that of any stage before on the same brokers
     * @param rate trades a second
     */
    public Stage(Ground ground, Path folder, String prefix, long seed, int rate)
            throws IOException, InterruptedException {
        this.rate = rate;
        this.ground = ground;
        LocalCluster cluster = ground.cluster();
        random = chanceOf(seed);
        TradesProject trades = new TradesProject(folder, prefix);
        String kafka = cluster.kafka().bootstrap();
        LoadedModel project = trades.load(kafka, cluster.zooKeeper().connect());
        wires = new Wires(ground.network(), cluster, ENGINES);
        engines =
                new Engines(
                        engines(
                                ground.network(),
                                folder,
                                trades.options(wires.bootstrap(), wires.connect())));
        bus = new Bus(cluster, trades.transactionalId());
        trial = new Trial(kafka, project, engines, seed);
        engines.startAll();
        TradesProject.publish(trial, project, seed, rate);
        engines.awaitWhole(WHOLE_MILLIS);
        trial.awaitOutput(System.nanoTime());
    }

    private List<EngineProcess> engines(Network network, Path folder, List<String> options)
            throws IOException {
        HttpClient http = EngineProcess.client();
        FreePorts ports = new FreePorts();
        List<EngineProcess> all = new ArrayList<>();
        for (int e = 1; e <= ENGINES; e++) {
            String name = Wires.name(e);
            Path own = folder.resolve(name);
            Files.createDirectories(own);
            wires.writeHosts(e, own.resolve("hosts"));
            List<String> flags = new ArrayList<>(EngineProcess.QUICK_FLAGS);
            flags.add("-Djdk.net.hosts.file=" + own.resolve("hosts"));
            List<String> arguments = new ArrayList<>(options);
            arguments.addAll(List.of("-C", "failover.link.bind=" + network.host(e)));
            arguments.addAll(List.of("-C", "failover.link.port=" + wires.link(e)));
            arguments.addAll(List.of("-C", "failover.link.advertised=" + name));
            EngineProcess.Place place =
                    new EngineProcess.Place(
                            network.host(e), ports.next(LOOPBACK), network.prefix(e));
            all.add(new EngineProcess(name, place, own, arguments, flags, http));
        }
        return all;
    }

    public Ground ground() {
        return ground;
    }

    public Bus bus() {
        return bus;
    }

    public Engines engines() {
        return engines;
    }

    public Trial trial() {
        return trial;
    }

    /** From now on this decides what is left to chance. */
    public void chance(long seed) {
        random = chanceOf(seed);
    }

    /** Seeds that follow each other must not have alike beginnings. */
    private static Random chanceOf(long seed) {
        return new Random(new SplittableRandom(seed).nextLong());
    }

    /** Decides what is left to chance. */
    public Random random() {
        return random;
    }

    /** Who reigns; waits until somebody does. */
    public EngineProcess active() throws InterruptedException {
        return engines.awaitActive(WHOLE_MILLIS, List.of());
    }

    /**
     * Any engine that could take over from this one.
     *
     * @throws IllegalStateException if there is none
     */
    public EngineProcess standby(EngineProcess active) {
        List<EngineProcess> others =
                engines.all().stream().filter(e -> e != active && e.isUp()).toList();
        if (others.isEmpty()) {
            throw new IllegalStateException("there is no standby to be hurt");
        }
        return others.get(random.nextInt(others.size()));
    }

    /** The path of the project over REST, such as {@code /state?value=standby} behind it. */
    public static String project() {
        return "/SASESP/projects/" + TradesProject.NAME;
    }

    /** The gates between an engine and some of what it talks to. */
    public List<Gate> gates(EngineProcess engine, Set<Target> targets, Way way) {
        return wires.gates(engines.all().indexOf(engine) + 1, targets, way);
    }

    /** Cuts an engine off from some of what it talks to. */
    public void cut(EngineProcess engine, Set<Target> targets, Way way) {
        wires.cut(engines.all().indexOf(engine) + 1, targets, way);
    }

    /** Lets some time go by, counted in records that are published. */
    public void pass(int shortestMillis, int longestMillis) throws InterruptedException {
        int millis = shortestMillis + random.nextInt(Math.max(1, longestMillis - shortestMillis));
        long until = trial.published() + Math.round(millis / MILLIS * rate);
        Engines.await("input", WHOLE_MILLIS, () -> trial.published() >= until);
    }

    /** Waits until somebody reigns who is none of these, and output comes. */
    public EngineProcess awaitOthers(List<EngineProcess> butNot) throws InterruptedException {
        EngineProcess next = engines.awaitActive(WHOLE_MILLIS, butNot);
        trial.awaitOutput(System.nanoTime());
        return next;
    }

    /**
     * Undoes whatever was done, and waits until one engine reigns, all others are ready to take
     * over, and every topic has all its copies.
     *
     * @throws IllegalStateException if that is not so in time
     */
    public void heal() throws InterruptedException {
        wires.mend();
        ground.heal();
        engines.startAll();
        engines.awaitWhole(WHOLE_MILLIS);
        bus.awaitCopies(trial.writtenTopics());
        trial.awaitOutput(System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        wires.mend();
        try {
            trial.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engines.close();
        wires.close();
        bus.close();
    }
}
