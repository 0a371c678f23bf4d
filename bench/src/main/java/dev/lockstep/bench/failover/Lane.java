package dev.lockstep.bench.failover;

import dev.lockstep.api.error.LockstepException;
import dev.lockstep.api.schema.Schema;
import dev.lockstep.failover.port.InputRecord;
import dev.lockstep.server.failover.UndisturbedModel;
import dev.lockstep.server.project.LoadedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/**
 * Topics of their own for one contestant, what is published to them, and a reader of what comes
 * out. One thread.
 */
final class Lane implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 300_000;
    private static final long DELETE_SECONDS = 30;
    private static final int ATTEMPTS = 5;
    private static final int STATE_ROWS_OF_RECORD = 500;

    private final Place place;
    private final String kafka;
    private final String input;
    private final String kept;
    private final String output;
    private final List<String> topics = new ArrayList<>();
    private final Schema rows;
    private final List<Schema> state = new ArrayList<>();
    private final Arrivals arrivals;
    private final List<Feed> feeds = new ArrayList<>();
    private final int rowsOfRecord;
    private long next;

    /** Makes the topics and begins to read. */
    Lane(Stage stage, Place place) throws IOException, InterruptedException {
        this.place = place;
        this.kafka = stage.kafka();
        this.rowsOfRecord = stage.plan().rowsOfRecord();
        LoadedModel project = place.load();
        Schema out;
        try (UndisturbedModel m = new UndisturbedModel(project)) {
            createTopics(m);
            input = m.inputTopics().get(0);
            kept = m.inputTopics().get(m.inputTopics().size() - 1);
            output = m.outputTopics().get(0);
            topics.addAll(m.inputTopics());
            topics.add(output);
            topics.add(m.journal());
            rows = m.schema("q/in");
            out = m.schema("q/out");
            if (m.inputWindows().contains("q/kept")) {
                state.add(m.schema("q/kept"));
            }
        }
        arrivals = new Arrivals(kafka, output, out);
    }

    /** Brokers that have only just started may be busy with themselves. */
    private static void createTopics(UndisturbedModel model) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                model.createTopics();
                return;
            } catch (LockstepException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    Place place() {
        return place;
    }

    String input() {
        return input;
    }

    String output() {
        return output;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** The number of the next row to be published. */
    long next() {
        return next;
    }

    /** Begins to publish at a steady rate. */
    Feed feed(int rate) {
        return open(new Feed.Shape(next, Long.MAX_VALUE, rowsOfRecord, rate, false));
    }

    /** The same with each record sent at once, for what is about single records. */
    Feed promptFeed(int rate) {
        return open(new Feed.Shape(next, Long.MAX_VALUE, rowsOfRecord, rate, true));
    }

    /** Publishes so many rows as fast as Kafka takes them. */
    void fill(long count) throws InterruptedException {
        end(open(new Feed.Shape(next, count, rowsOfRecord, 0, false)));
    }

    private Feed open(Feed.Shape shape) {
        Feed feed = new Feed(kafka, input, new Rows(rows, false), shape);
        feeds.add(feed);
        return feed;
    }

    /** Ends a feed; all that it published is in the topic then. */
    void end(Feed feed) throws InterruptedException {
        next = feed.finish();
        feed.close();
        feeds.remove(feed);
    }

    /** Publishes rows that are only kept. */
    void fillState(long count) throws InterruptedException {
        Rows keptRows = new Rows(state.get(0), true);
        Feed.Shape shape = new Feed.Shape(0, count, STATE_ROWS_OF_RECORD, 0, false);
        try (Feed feed = new Feed(kafka, kept, keptRows, shape)) {
            feed.finish();
        }
    }

    /**
     * Waits until everything that was published and ended has come out.
     *
     * @throws IllegalStateException if it does not, or is not what it should be
     */
    void awaitAll() throws InterruptedException {
        arrivals.awaitCount(next, PATIENCE_MILLIS);
        if (arrivals.count() != next) {
            throw new IllegalStateException(
                    arrivals.count() + " rows came out of " + next + " that went in");
        }
    }

    /** What a record of the input takes where it is read ahead, in bytes. */
    int recordBytes() {
        return new InputRecord(0, new Rows(rows, false).record(0, rowsOfRecord)).bytes();
    }

    /** Ends everything, and gives the disk back what the topics have taken. */
    @Override
    public void close() {
        feeds.forEach(Feed::close);
        arrivals.close();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.deleteTopics(topics).all().get(DELETE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // they go with the folder of the brokers at the latest
            System.err.println("Topics of " + place.prefix() + " are left: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
