package dev.lockstep.brokers;

import dev.lockstep.api.error.LockstepException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka cluster of three tuned nodes for all tests of a JVM, since a cluster takes seconds to
 * start. It starts when it is first asked for and ends with the JVM. Tests keep apart by names: see
 * {@link #unique}. Tests that kill or freeze nodes must not run beside others.
 */
public final class SharedKafka {
    private static final AtomicLong NUMBER = new AtomicLong();
    private static @Nullable LocalKafka cluster;

    private SharedKafka() {}

    /**
     * The cluster with all its nodes at work, also after a test that killed or froze some.
     *
     * @throws LockstepException with a code of {@link BrokersError} if it cannot be started
     */
    public static synchronized LocalKafka get() {
        LocalKafka running = cluster;
        if (running == null) {
            running = LocalKafka.start(KafkaSettings.in(SharedFolder.make("kafka")));
            cluster = running;
        } else {
            running.startAll();
        }
        return running;
    }

    /** A name that nothing else in this JVM has, for a topic, a group or a transactional id. */
    public static String unique(String stem) {
        return stem + "-" + NUMBER.incrementAndGet();
    }
}
