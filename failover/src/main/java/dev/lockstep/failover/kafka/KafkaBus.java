package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.failover.port.Effect;
import dev.lockstep.failover.port.Fact;
import dev.lockstep.failover.port.InputRecord;
import dev.lockstep.failover.port.JournalRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine's part of a project's bus: carries out those effects that concern the journal, the
 * input topics and the right to commit, in threads of its own, and tells what came of it as facts.
 * Safe for use by several threads.
 */
public final class KafkaBus implements AutoCloseable {
    /**
     * How often it is looked whether topics that are read were made anew, and whether a transaction
     * has stayed open since the last look, which none of the project's does for so long.
     */
    private static final long WATCH_MILLIS = 5_000;

    private static final long SILENCE_LOOK_MILLIS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBus.class);

    private final KafkaBusSettings settings;
    private final Consumer<Fact> sink;
    private final Topics topics;
    private final ReadPace pace = new ReadPace(System::nanoTime);
    private final Committer committer;
    private final EndReader ends;
    private final Worker rehearsals;
    private final Worker watch;
    private final Worker listening;
    private final BrokerSilence silence;
    private final Follower<JournalRecord> journal;
    private final List<Follower<InputRecord>> inputs = new ArrayList<>();

    /**
     * Connects in the background; brokers that cannot be reached show in the facts.
     *
     * @param sink is given the facts, by several threads. May hold up its caller for as long as
     *     there is no room; throws only to end a thread that was interrupted
     * @throws LockstepException {@link BusError#BAD_SETTING} if clients refuse the settings
     */
    public KafkaBus(KafkaBusSettings settings, Consumer<Fact> sink) {
        this.settings = settings;
        this.sink = sink;
        String engine = settings.engine();
        ClientProperties properties = new ClientProperties(settings);
        topics = connect(properties);
        committer = new Committer(settings, sink);
        ends = new EndReader(settings, sink);
        rehearsals = new Worker(engine + "-kafka-rehearsal");
        watch = new Worker(engine + "-kafka-watch");
        journal =
                new Follower<>(
                        engine + "-kafka-journal",
                        new OfJournal(),
                        topics,
                        () -> new PartitionReader(properties.consumer("journal")),
                        pace::journalNanos,
                        sink);
        for (int k = 0; k < settings.inputs().size(); k++) {
            String part = "input-" + k;
            inputs.add(
                    new Follower<>(
                            engine + "-kafka-" + part,
                            new OfInput(k),
                            topics,
                            () -> new PartitionReader(properties.consumer(part)),
                            pace::inputNanos,
                            sink));
        }
        List<BrokerSilence.Asking> askings = new ArrayList<>(inputs);
        askings.add(journal);
        long patience = BrokerSilence.patienceMillis(properties.fetchWaitMillis());
        silence = new BrokerSilence(askings, patience, System.nanoTime());
        listening = new Worker(engine + "-kafka-listening");
        listening.every(SILENCE_LOOK_MILLIS, this::listen);
        StuckWatch stuck = new StuckWatch(settings, topics);
        watch.every(WATCH_MILLIS, this::checkIdentities);
        watch.every(2 * WATCH_MILLIS, stuck::look);
    }

    /**
     * Asks how far back the topics go, and how far the journal.
     *
     * @throws LockstepException {@link BusError#NOT_CHECKED} if the brokers do not tell
     */
    public Reach reach() {
        TopicPartition place =
                new TopicPartition(settings.journal(), KafkaBusSettings.JOURNAL_PARTITION);
        try {
            List<Long> from = new ArrayList<>();
            for (KafkaBusSettings.Input i : settings.inputs()) {
                from.add(topics.earliest(new TopicPartition(i.topic(), i.partition())));
            }
            return new Reach(topics.earliest(place), topics.end(place), from);
        } catch (KafkaException e) {
            throw new LockstepException(
                    BusError.NOT_CHECKED,
                    "The extent of the topics is not known: " + Failures.reason(e) + ".",
                    e);
        }
    }

    private static Topics connect(ClientProperties properties) {
        try {
            return new Topics(Admin.create(properties.admin("admin")));
        } catch (KafkaException e) {
            throw new LockstepException(
                    BusError.BAD_SETTING, "The bus cannot begin: " + Failures.reason(e) + ".", e);
        }
    }

    /**
     * Begins to carry out an effect; does not wait.
     *
     * @return false if the effect is somebody else's business
     */
    public boolean perform(Effect effect) {
        switch (effect) {
            case Effect.FollowJournal f -> journal.follow(journalOrder(f));
            case Effect.FollowInput f -> follow(f);
            case Effect.Credit c -> credit(c);
            case Effect.AskJournalEnd a -> ends.ask(a);
            case Effect.Rehearse r ->
                    rehearsals.execute(
                            () -> sink.accept(new Rehearsal(settings, topics).perform(r.ticket())));
            case Effect.Fence f -> {
                pace.fences();
                committer.fence(f);
                journal.hurry();
                inputs.forEach(Follower::hurry);
            }
            case Effect.Commit c -> {
                pace.commits();
                committer.commit(c);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Follower.Order journalOrder(Effect.FollowJournal f) {
        TopicPartition place =
                new TopicPartition(settings.journal(), KafkaBusSettings.JOURNAL_PARTITION);
        return new Follower.Order(f.ticket(), place, null, f.from());
    }

    private void follow(Effect.FollowInput f) {
        if (f.input() >= inputs.size()) {
            String reason = "this engine has " + inputs.size() + " inputs, the project more.";
            watch.execute(() -> sink.accept(new Fact.InputLost(f.ticket(), f.input(), reason)));
            return;
        }
        UUID id = f.topic().topicId();
        TopicPartition place = new TopicPartition(f.topic().topic(), f.topic().partition());
        inputs.get(f.input()).follow(new Follower.Order(f.ticket(), place, id, f.from()));
    }

    private void credit(Effect.Credit c) {
        @Nullable Follower<?> follower =
                c.input() < 0 ? journal : c.input() < inputs.size() ? inputs.get(c.input()) : null;
        if (follower != null) {
            follower.credit(c.ticket(), c.bytes());
        }
    }

    private void listen() {
        if (silence.look(System.nanoTime())) {
            boolean isCutOff = silence.isCutOff();
            if (isCutOff) {
                LOG.warn("{} hears nothing of any broker", settings.engine());
            } else {
                LOG.info("{} hears of brokers again", settings.engine());
            }
            sink.accept(new Fact.CutOff(isCutOff));
        }
    }

    private void checkIdentities() {
        journal.checkIdentity();
        inputs.forEach(Follower::checkIdentity);
    }

    /** Ends all threads, within a bounded time. What was under way may be committed or not. */
    @Override
    public void close() {
        journal.end();
        inputs.forEach(Follower::end);
        listening.close();
        rehearsals.close();
        watch.close();
        committer.close();
        journal.close();
        inputs.forEach(Follower::close);
        ends.close();
        topics.close();
    }

    private static final class OfJournal implements Follower.Telling<JournalRecord> {
        @Override
        public JournalRecord record(long offset, byte[] value) {
            return new JournalRecord(offset, value);
        }

        @Override
        public Fact read(int ticket, long from, List<JournalRecord> records, long next) {
            return new Fact.JournalRead(ticket, records, next);
        }

        @Override
        public Fact lost(int ticket, String reason) {
            return new Fact.JournalLost(ticket, reason);
        }

        @Override
        public int bytes(JournalRecord record) {
            return record.bytes();
        }
    }

    private record OfInput(int input) implements Follower.Telling<InputRecord> {
        @Override
        public InputRecord record(long offset, byte[] value) {
            return new InputRecord(offset, value);
        }

        @Override
        public Fact read(int ticket, long from, List<InputRecord> records, long next) {
            return new Fact.InputRead(ticket, input, from, records, next);
        }

        @Override
        public Fact lost(int ticket, String reason) {
            return new Fact.InputLost(ticket, input, reason);
        }

        @Override
        public int bytes(InputRecord record) {
            return record.bytes();
        }
    }
}
