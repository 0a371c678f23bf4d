package dev.lockstep.failover.kafka;

import dev.lockstep.failover.FailoverLimits;
import dev.lockstep.failover.port.Fact;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads committed records of one partition, in a thread of its own, for as long as there is credit.
 * Without credit it does not poll at all: it belongs to no group, so nobody waits for a sign of it.
 * What fails for a while is tried again for ever; what is lost is told once.
 *
 * @param <R> how a record is told
 */
final class Follower<R> implements AutoCloseable, BrokerSilence.Asking {
    /** How records become facts. */
    interface Telling<R> {
        R record(long offset, byte[] value);

        Fact read(int ticket, long from, List<R> records, long next);

        Fact lost(int ticket, String reason);

        /** What the core will say was used up when it has used that record. */
        int bytes(R record);
    }

    /**
     * What shall be read.
     *
     * @param topicId null for whichever topic has that name
     */
    record Order(int ticket, TopicPartition place, @Nullable UUID topicId, long from) {}

    /** What is being read: the very topic that was found at first. */
    private record Reading(Order order, UUID id) {}

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    /** How long a topic may be unknown to some broker after it was made. */
    private static final long UNKNOWN_NANOS = 3_000_000_000L;

    /** How long it may take to end by itself; a sink without room holds it up for ever. */
    private static final long FAREWELL_MILLIS = 200;

    private static final Duration POLL = Duration.ofMillis(500);

    /** From so many records on, polled or still to come, it is behind and does not wait. */
    private static final int PACED_RECORDS = 1_000;

    private static final long BACKOFF_MIN_MILLIS = 10;
    private static final long BACKOFF_MAX_MILLIS = 1_000;

    private final String name;
    private final Telling<R> telling;
    private final Topics topics;
    private final Supplier<PartitionReader> readers;
    private final LongSupplier paceNanos;
    private final Consumer<Fact> sink;
    private final Thread thread;

    // what other threads say or see; guarded by this
    private @Nullable Order next;
    private @Nullable Reading reading;
    private @Nullable String foundLost;
    private int ticket;
    private long credit;
    private boolean isClosed;
    private @Nullable PartitionReader reader;

    // of the thread alone
    private @Nullable Order order;
    private boolean isBegun;
    private boolean isLost;
    private long begunNanos;
    private long toldNext;
    private long heldNext;
    private long backoffMillis;

    /** No poll before that moment of {@link System#nanoTime}. */
    private long nextPollNanos = System.nanoTime();

    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> held = new ArrayDeque<>();

    /**
     * @param paceNanos time between two polls where little comes: each costs the broker a request,
     *     which all engines together could ask for with every record
     */
    Follower(
            String name,
            Telling<R> telling,
            Topics topics,
            Supplier<PartitionReader> readers,
            LongSupplier paceNanos,
            Consumer<Fact> sink) {
        this.name = name;
        this.telling = telling;
        this.topics = topics;
        this.readers = readers;
        this.paceNanos = paceNanos;
        this.sink = sink;
        this.thread = Worker.thread(name, this::run);
        thread.start();
    }

    /** Reads that from now on, and nothing else. */
    synchronized void follow(Order newOrder) {
        next = newOrder;
        ticket = newOrder.ticket();
        credit = FailoverLimits.READ_AHEAD_BYTES.defaultValue();
        if (reader != null) {
            reader.wakeup();
        }
        notifyAll();
    }

    /** So much more may be read ahead, if that ticket is still the one. */
    synchronized void credit(int ofTicket, long bytes) {
        if (ofTicket == ticket) {
            credit += bytes;
            notifyAll();
        }
    }

    private void run() {
        while (await()) {
            try {
                work();
            } catch (WakeupException somethingNew) {
                // goes on with what is wanted now
            } catch (OffsetOutOfRangeException e) {
                Order o = order;
                if (o != null) {
                    String where = "offset " + position(e, o) + " is not there; ";
                    lose(o, where + topics.extent(o.place()));
                }
            } catch (KafkaException e) {
                failed(e);
            } catch (RuntimeException e) {
                if (!closed()) {
                    LOG.error("{} failed in a way that it never should", name, e);
                    failed(e);
                }
            }
        }
        PartitionReader last = take();
        if (last != null) {
            last.close();
        }
    }

    private static long position(OffsetOutOfRangeException e, Order o) {
        return e.offsetOutOfRangePartitions().getOrDefault(o.place(), o.from());
    }

    /**
     * Waits until there is something to be done.
     *
     * @return false when it shall end
     */
    private synchronized boolean await() {
        while (!isClosed && next == null && !(order != null && !isLost && credit > 0)) {
            try {
                wait();
            } catch (InterruptedException e) {
                isClosed = true;
            }
        }
        if (next != null) {
            order = next;
            next = null;
            reading = null;
            foundLost = null;
            isBegun = false;
            isLost = false;
            begunNanos = System.nanoTime();
        }
        return !isClosed;
    }

    private void work() {
        Order o = order;
        if (o == null || !begin(o)) {
            return;
        }
        if (held.isEmpty()) {
            pace();
            PartitionReader r = open();
            r.poll(POLL, held);
            boolean isBehind = Math.max(held.size(), r.lag()) >= PACED_RECORDS;
            nextPollNanos = System.nanoTime() + (isBehind ? 0 : paceNanos.getAsLong());
            // known before anything is taken away, as asking may fail
            heldNext = r.position();
        }
        tell(o);
        if (backoffMillis > 0) {
            LOG.info("{} reads {} again", name, o.place());
            backoffMillis = 0;
        }
    }

    /** Polls now, if it waits until it may. */
    void hurry() {
        LockSupport.unpark(thread);
    }

    private void pace() {
        long left = nextPollNanos - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    private boolean begin(Order o) {
        String loss = foundLost();
        if (loss != null) {
            lose(o, loss);
        } else if (!isBegun) {
            held.clear();
            UUID there = identify(o);
            UUID wanted = o.topicId();
            if (there == null) {
                lose(o, "there is no partition " + o.place() + ".");
            } else if (wanted != null && !there.equals(wanted)) {
                lose(o, madeAnew(o.place(), wanted, there));
            } else {
                open().seek(o.place(), o.from());
                toldNext = o.from();
                heldNext = o.from();
                isBegun = true;
                reads(new Reading(o, there));
            }
        }
        return !isLost;
    }

    private @Nullable UUID identify(Order o) {
        try {
            return topics.id(o.place());
        } catch (UnknownTopicOrPartitionException e) {
            if (System.nanoTime() - begunNanos < UNKNOWN_NANOS) {
                throw e;
            }
            return null;
        }
    }

    private synchronized @Nullable String foundLost() {
        return foundLost;
    }

    private synchronized void reads(@Nullable Reading what) {
        reading = next == null ? what : null;
    }

    private static String madeAnew(TopicPartition place, UUID wanted, UUID there) {
        return "topic "
                + place.topic()
                + " is another one than before: its id is "
                + there
                + ", not "
                + wanted
                + ".";
    }

    /** Tells what there is credit for; the rest waits. */
    private void tell(Order o) {
        List<R> records = new ArrayList<>(held.size());
        long bytes = 0;
        long allowed = allowed(o);
        long to = toldNext;
        while (!held.isEmpty() && bytes < allowed) {
            ConsumerRecord<byte[], byte[]> taken = held.remove();
            byte[] value = taken.value();
            R record = telling.record(taken.offset(), value == null ? new byte[0] : value);
            records.add(record);
            bytes += telling.bytes(record);
            to = taken.offset() + 1;
        }
        if (held.isEmpty()) {
            to = Math.max(to, heldNext);
        }
        if (records.isEmpty() && to == toldNext || !charge(o, bytes)) {
            return;
        }
        long from = toldNext;
        toldNext = to;
        sink.accept(telling.read(o.ticket(), from, records, to));
    }

    private synchronized long allowed(Order o) {
        return ticket == o.ticket() ? credit : 0;
    }

    private synchronized boolean charge(Order o, long bytes) {
        if (ticket != o.ticket()) {
            return false;
        }
        credit -= bytes;
        return true;
    }

    private void lose(Order o, String reason) {
        isLost = true;
        held.clear();
        reads(null);
        LOG.warn("{} lost {}: {}", name, o.place(), reason);
        sink.accept(telling.lost(o.ticket(), reason));
    }

    /** Called now and then from elsewhere: whether the topic that is read is still the same. */
    void checkIdentity() {
        Reading now = reading();
        if (now == null) {
            return;
        }
        TopicPartition place = now.order().place();
        try {
            UUID there = topics.id(place);
            if (!there.equals(now.id())) {
                found(now, madeAnew(place, now.id(), there));
            }
        } catch (KafkaException unknown) {
            LOG.debug("{} cannot look at {}: {}", name, place, Failures.reason(unknown));
        }
    }

    private synchronized @Nullable Reading reading() {
        return reading;
    }

    private synchronized void found(Reading of, String loss) {
        if (reading == of && reader != null) {
            reading = null;
            foundLost = loss;
            reader.wakeup();
        }
    }

    private void failed(RuntimeException e) {
        if (closed()) {
            return;
        }
        if (backoffMillis == 0) {
            LOG.warn("{} cannot read for now: {}", name, Failures.reason(e));
        }
        backoffMillis = Math.clamp(backoffMillis * 2, BACKOFF_MIN_MILLIS, BACKOFF_MAX_MILLIS);
        pause();
    }

    private synchronized void pause() {
        if (next == null && !isClosed) {
            try {
                wait(backoffMillis);
            } catch (InterruptedException end) {
                isClosed = true;
            }
        }
    }

    @Override
    public synchronized boolean isAwaiting() {
        return reader != null && reader.isAwaiting();
    }

    @Override
    public synchronized double received() {
        return reader == null ? 0 : reader.received();
    }

    private synchronized boolean closed() {
        return isClosed;
    }

    private synchronized PartitionReader open() {
        PartitionReader r = reader;
        if (r == null) {
            r = readers.get();
            reader = r;
        }
        return r;
    }

    private synchronized @Nullable PartitionReader take() {
        PartitionReader r = reader;
        reader = null;
        return r;
    }

    /** Tells the thread to end, without waiting for it. */
    synchronized void end() {
        isClosed = true;
        if (reader != null) {
            reader.wakeup();
        }
        notifyAll();
    }

    @Override
    public void close() {
        end();
        try {
            thread.join(FAREWELL_MILLIS);
            thread.interrupt();
            thread.join(Worker.FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
