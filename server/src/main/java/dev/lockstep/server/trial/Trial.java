package dev.lockstep.server.trial;

import dev.lockstep.failover.entry.EntryCodec;
import dev.lockstep.server.failover.UndisturbedModel;
import dev.lockstep.server.project.LoadedModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One project on several engines, with publishers and an observer, to which things are done. One
 * thread; the engines and the bus belong to the caller.
 */
public final class Trial implements AutoCloseable {
    /** How long anything that must happen may take on a busy machine. */
    private static final long PATIENCE_MILLIS = 120_000;

    /** Within which a second blow meets the take-over that the first one caused. */
    private static final long MID_TAKEOVER_MILLIS = 400;

    private final String bootstrap;
    private final LoadedModel project;
    private final Engines engines;
    private final Random random;
    private final List<String> inputWindows;
    private final List<String> inputTopics;
    private final List<String> outputTopics;
    private final String journal;
    private final Map<String, Publisher> publishers = new LinkedHashMap<>();
    private final Observer observer;
    private final List<Blow> blows = new ArrayList<>();
    private final Map<String, Integer> compared = new LinkedHashMap<>();
    private @Nullable Reference reference;

    /**
     * Makes the project's topics and begins to observe. The engines need not have been started.
     *
     * @param seed of what is left to chance, such as which standby is hurt
     */
    public Trial(String bootstrap, LoadedModel project, Engines engines, long seed) {
        TrialLog.calm();
        this.bootstrap = bootstrap;
        this.project = project;
        this.engines = engines;
        this.random = new Random(seed);
        try (UndisturbedModel m = new UndisturbedModel(project)) {
            m.createTopics();
            inputWindows = m.inputWindows();
            inputTopics = m.inputTopics();
            outputTopics = m.outputTopics();
            journal = m.journal();
        }
        observer = new Observer(bootstrap, outputTopics);
    }

    public Engines engines() {
        return engines;
    }

    public Observer observer() {
        return observer;
    }

    /**
     * Records published so far.
     *
     * @throws IllegalStateException if one of them never was acknowledged
     */
    public long published() {
        publishers.values().forEach(Publisher::check);
        return publishers.values().stream().mapToLong(Publisher::count).sum();
    }

    /**
     * Begins to publish to the topic of a source.
     *
     * @param source as {@code query/window}; it has exactly one input topic
     */
    public Publisher publish(String source, Supplier<byte @Nullable []> records, int rate) {
        String topic = inputTopics.get(inputWindows.indexOf(source));
        Publisher publisher = new Publisher(bootstrap, topic, records, rate);
        publishers.put(topic, publisher);
        return publisher;
    }

    /**
     * Hurts engines and waits until somebody reigns again and output flows. What was killed or
     * frozen stays so.
     *
     * @throws IllegalStateException if nothing flows for a minute
     */
    public Blow strike(Fault fault) throws InterruptedException {
        EngineProcess active = engines.awaitActive(PATIENCE_MILLIS, List.of());
        EngineProcess standby = standby(active);
        List<EngineProcess> hurt = new ArrayList<>();
        long at = System.nanoTime();
        switch (fault) {
            case KILL_ACTIVE -> kill(active, hurt);
            case FREEZE_ACTIVE -> {
                active.freeze();
                hurt.add(active);
            }
            case KILL_STANDBY -> kill(standby, hurt);
            case FREEZE_STANDBY -> {
                standby.freeze();
                hurt.add(standby);
            }
            case KILL_SUCCESSOR -> {
                kill(active, hurt);
                kill(likelySuccessor(active), hurt);
            }
            case KILL_TWO -> {
                kill(active, hurt);
                kill(standby, hurt);
            }
            case SWITCH -> {
                active.put("/SASESP/projects/" + project.spec().name() + "/state?value=standby");
                hurt.add(active);
            }
            case KILL_ALL -> {
                for (EngineProcess e : engines.all()) {
                    kill(e, hurt);
                }
                engines.startAll();
                hurt.clear();
            }
        }
        EngineProcess next = engines.awaitActive(PATIENCE_MILLIS, hurt);
        awaitOutput(System.nanoTime());
        String victim = name(active, standby, fault);
        Blow blow = new Blow(fault.words(), fault, victim, at, System.nanoTime(), next.name());
        blows.add(blow);
        return blow;
    }

    private static String name(EngineProcess active, EngineProcess standby, Fault fault) {
        return switch (fault) {
            case KILL_ALL -> "all";
            case KILL_STANDBY, FREEZE_STANDBY -> standby.name();
            default -> active.name();
        };
    }

    private static void kill(EngineProcess e, List<EngineProcess> hurt) {
        e.kill();
        hurt.add(e);
    }

    private EngineProcess standby(EngineProcess active) {
        List<EngineProcess> others =
                engines.all().stream().filter(e -> e != active && e.isUp()).toList();
        if (others.isEmpty()) {
            throw new IllegalStateException("there is no standby to be hurt");
        }
        return others.get(random.nextInt(others.size()));
    }

    /** Waits some moments of a take-over, or until somebody has taken over, and names one. */
    private EngineProcess likelySuccessor(EngineProcess dead) throws InterruptedException {
        long until = System.nanoTime() + random.nextLong(MID_TAKEOVER_MILLIS) * 1_000_000;
        EngineProcess other = standby(dead);
        while (System.nanoTime() < until) {
            for (EngineProcess e : engines.all()) {
                if (e != dead && e.isPrimary()) {
                    return e;
                }
            }
        }
        return other;
    }

    /**
     * Starts and thaws what was hurt, and waits until one engine reigns and all others are ready to
     * take over.
     *
     * @throws IllegalStateException if that is not so in time
     */
    public Blow heal(long millis) throws InterruptedException {
        List<String> hurt =
                engines.all().stream().filter(e -> !e.isUp()).map(EngineProcess::name).toList();
        long at = System.nanoTime();
        engines.startAll();
        engines.awaitWhole(millis);
        String active = engines.active().map(EngineProcess::name).orElse("");
        Blow blow = new Blow("return", null, String.join(" ", hurt), at, System.nanoTime(), active);
        if (!hurt.isEmpty()) {
            blows.add(blow);
        }
        return blow;
    }

    /** The topics that engines write in transactions: the outputs, then the journal. */
    public List<String> writtenTopics() {
        List<String> all = new ArrayList<>(outputTopics);
        all.add(journal);
        return all;
    }

    /** The topics that a consumer would read. */
    public List<String> outputTopics() {
        return outputTopics;
    }

    /** How often an engine has come to reign, as far as {@link #check} has followed. */
    public int reigns() {
        return reference().reigns().size();
    }

    /** All entries of the journal, for people; some seconds of work. */
    public List<String> journalText() {
        List<String> all = new ArrayList<>();
        try (TopicReader reader = new TopicReader(bootstrap, journal, PATIENCE_MILLIS)) {
            long end = reader.end();
            for (TopicReader.Found f = reader.nextBefore(end);
                    f != null;
                    f = reader.nextBefore(end)) {
                all.add(f.offset() + " " + EntryCodec.read(f.value()));
            }
        }
        return all;
    }

    /** Of each output the numbers of its records, as they should be and as they were seen. */
    public List<String> outputText() {
        List<String> all = new ArrayList<>();
        reference()
                .outputs()
                .forEach(
                        (topic, should) -> {
                            TopicLog seen = observer.logs().getOrDefault(topic, new TopicLog());
                            int count = Math.max(should.count(), seen.count());
                            for (int k = 0; k < count; k++) {
                                all.add(topic + " " + k + " " + should.at(k) + " " + seen.at(k));
                            }
                        });
        return all;
    }

    /** Adds what was done to something else than engines. */
    public void note(Blow blow) {
        blows.add(blow);
    }

    /** Waits until records of output come that are newer than this moment. */
    public void awaitOutput(long nanos) throws InterruptedException {
        Engines.await("output", PATIENCE_MILLIS, () -> observer.lastNanos() > nanos);
    }

    /**
     * Ends publishing, waits until everything that was published is decided, stops the engines in
     * order, and compares what they have put out.
     */
    public Certificate finish() throws InterruptedException {
        for (Publisher p : publishers.values()) {
            p.finish();
        }
        long ended = System.nanoTime();
        long[] records =
                inputTopics.stream()
                        .mapToLong(t -> publishers.containsKey(t) ? publishers.get(t).count() : 0)
                        .toArray();
        Reference following = reference();
        following.followInput(records);
        engines.stopAll();
        Map<String, Long> ends = TopicEnds.of(bootstrap, writtenTopics(), PATIENCE_MILLIS);
        ends.remove(journal);
        following.follow();
        Engines.await("end of output", PATIENCE_MILLIS, () -> observer.hasReached(ends));
        observer.close();
        return Certificate.of(following, observer, blows, published(), ended);
    }

    private Reference reference() {
        Reference r = reference;
        if (r == null) {
            r = new Reference(bootstrap, project, PATIENCE_MILLIS);
            reference = r;
        }
        return r;
    }

    /**
     * Compares while everything runs: what the journal holds now must have come out, record by
     * record. What differs once differs in every check behind it.
     *
     * @return what is wrong; empty if nothing is
     */
    public List<String> check() throws InterruptedException {
        Reference following = reference();
        following.follow();
        List<String> wrong = new ArrayList<>(following.faults());
        for (Map.Entry<String, TopicLog> e : following.outputs().entrySet()) {
            TopicLog seen = observer.logs().getOrDefault(e.getKey(), new TopicLog());
            int count = e.getValue().count();
            boolean isThere = Engines.hasCome(PATIENCE_MILLIS, () -> seen.count() >= count);
            if (!isThere) {
                wrong.add(e.getKey() + " has " + seen.count() + " records instead of " + count);
                continue;
            }
            int from = compared.getOrDefault(e.getKey(), 0);
            int differs = e.getValue().mismatch(seen, from, count);
            if (differs < 0) {
                compared.put(e.getKey(), count);
            } else {
                wrong.add(e.getKey() + " differs from its record " + differs + " on");
            }
        }
        return wrong;
    }

    /** Ends publishing and observing. */
    @Override
    public void close() throws InterruptedException {
        publishers.values().forEach(Publisher::close);
        observer.close();
        Reference r = reference;
        if (r != null) {
            r.close();
        }
    }
}
