package dev.lockstep.failover.kafka;

import dev.lockstep.api.error.ErrorCode;
import dev.lockstep.failover.coordination.Coordination;
import dev.lockstep.failover.coordination.CoordinationError;
import dev.lockstep.failover.coordination.Member;
import dev.lockstep.failover.coordination.MemberText;
import dev.lockstep.failover.coordination.RareLog;
import dev.lockstep.failover.coordination.Roster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * {@link Coordination} by Kafka alone: a topic of one partition into which each engine writes what
 * it is, about twice a second and at each change. One thread writes and reads.
 */
public final class KafkaCoordination implements Coordination {
    private static final int POLL_MILLIS = 100;
    private static final int CLOSING_MILLIS = 5000;

    private final KafkaCoordinationSettings settings;
    private final RareLog log = new RareLog(LoggerFactory.getLogger(KafkaCoordination.class));
    private volatile @Nullable Roster roster;
    private volatile @Nullable Member self;
    private volatile @Nullable Thread thread;
    private volatile @Nullable KafkaCoordinationClients clients;
    private volatile boolean isInTouch;
    private volatile boolean isClosed;
    private volatile boolean isChanged;
    private volatile boolean isWriting;
    private volatile @Nullable Exception failure;
    private long writtenNanos;

    public KafkaCoordination(KafkaCoordinationSettings settings) {
        this.settings = settings;
    }

    @Override
    public void register(Member member, Listener listener) {
        self = member.withNumber(-1);
        roster = new Roster(listener);
        settings.topic(member.project());
        Thread t = new Thread(() -> run(member, listener), "lockstep-kafka-coordination");
        t.setDaemon(true);
        thread = t;
        t.start();
    }

    @Override
    public void update(Member member) {
        Member before = self;
        self = member;
        if (before == null || member.isNewsAfter(before)) {
            isChanged = true;
            KafkaCoordinationClients c = clients;
            if (c != null && !isClosed) {
                c.wake();
            }
        }
    }

    @Override
    public List<Member> members() {
        Roster r = roster;
        return r == null ? List.of() : r.members();
    }

    @Override
    public boolean isInTouch() {
        return isInTouch;
    }

    private void run(Member member, Listener listener) {
        long patience =
                TimeUnit.MILLISECONDS.toNanos(settings.intervalMillis()) * settings.missed();
        KafkaCoordinationRoll roll =
                new KafkaCoordinationRoll(member.engine(), patience, System.nanoTime());
        while (!isClosed) {
            try (KafkaCoordinationClients c =
                    new KafkaCoordinationClients(settings, member.project())) {
                clients = c;
                isWriting = false;
                while (!isClosed) {
                    work(c, roll, listener);
                }
                c.leave(member.engine());
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                fail(e);
                touch(false, listener);
                if (!isClosed) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(settings.intervalMillis()));
                }
            } finally {
                clients = null;
            }
        }
    }

    private void work(KafkaCoordinationClients c, KafkaCoordinationRoll roll, Listener listener) {
        long now = System.nanoTime();
        long interval = TimeUnit.MILLISECONDS.toNanos(settings.intervalMillis());
        Member own = self;
        Roster r = roster;
        if (own == null || r == null) {
            return;
        }
        if (!isWriting && (isChanged || now - writtenNanos >= interval)) {
            isChanged = false;
            isWriting = true;
            writtenNanos = now;
            c.write(own.withNumber(roll.ownNumber()), this::written);
        }
        c.read(
                Duration.ofMillis(Math.min(POLL_MILLIS, settings.intervalMillis())),
                (record, engine) -> take(roll, own.project(), record, engine));
        roll.tick(System.nanoTime());
        touch(roll.isInTouch(), listener);
        r.set(roll.members());
        Exception e = failure;
        if (e != null) {
            failure = null;
            fail(e);
        }
    }

    private void written(@Nullable Exception e) {
        isWriting = false;
        failure = e;
    }

    private static void take(
            KafkaCoordinationRoll roll,
            String project,
            ConsumerRecord<byte[], byte[]> record,
            String engine) {
        byte[] value = record.value();
        Member member = MemberText.read(value);
        boolean isOurs =
                value == null
                        || (member != null
                                && member.project().equals(project)
                                && member.engine().equals(engine));
        if (isOurs) {
            roll.take(engine, member, record.offset(), System.nanoTime());
        }
    }

    private void touch(boolean now, Listener listener) {
        if (isInTouch != now) {
            isInTouch = now;
            if (!now) {
                log.warn(
                        CoordinationError.OUT_OF_TOUCH,
                        settings + " does not answer; nobody is held for gone meanwhile.");
            }
            listener.touched(now);
        }
    }

    private void fail(Exception e) {
        Throwable cause = e;
        while (cause instanceof KafkaException
                && cause.getCause() instanceof KafkaException inner) {
            cause = inner;
        }
        boolean isRefused =
                cause instanceof AuthenticationException || cause instanceof AuthorizationException;
        ErrorCode code = isRefused ? CoordinationError.REFUSED : CoordinationError.OUT_OF_TOUCH;
        log.warn(code, settings + ": " + cause + ".");
    }

    @Override
    public void close() {
        isClosed = true;
        KafkaCoordinationClients c = clients;
        if (c != null) {
            c.wake();
        }
        Thread t = thread;
        if (t == null) {
            return;
        }
        try {
            t.join(CLOSING_MILLIS);
            if (t.isAlive()) {
                t.interrupt();
            }
        } catch (InterruptedException e) {
            t.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
