package dev.lockstep.failover.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What is to be made of the exceptions of Kafka's clients. */
final class Failures {
    /** How long a topic that was just made may be unknown to some broker. */
    static final long NEWS_NANOS = 2_000_000_000L;

    private static final long AGAIN_NANOS = 20_000_000;

    private Failures() {}

    /**
     * Whether somebody else has initialised the transactional id since, or the brokers have given
     * up the transaction: either way this producer cannot commit any more. Brokers say so in four
     * ways, depending on whether it is the partition or the coordinator that notices, and on how
     * far the other one has come; a producer that nobody fenced gets none of them.
     */
    static boolean isFenced(Throwable failure) {
        return has(failure, ProducerFencedException.class)
                || has(failure, InvalidProducerEpochException.class)
                || has(failure, InvalidTxnStateException.class)
                || has(failure, InvalidPidMappingException.class);
    }

    static boolean has(@Nullable Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** What happened, for people. */
    static String reason(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null
                && (t.getMessage() == null || t instanceof ExecutionException)) {
            t = t.getCause();
        }
        String message = t.getMessage();
        String name = t.getClass().getSimpleName();
        return message == null ? name : name + ": " + message;
    }

    /**
     * Asks again while the answer is that there is no such topic: for a moment not every broker
     * knows one that was just made.
     *
     * @param untilNanos of {@link System#nanoTime}
     * @throws UnknownTopicOrPartitionException if that is still the answer then
     */
    static <T> T patiently(long untilNanos, Supplier<T> question) {
        while (true) {
            try {
                return question.get();
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() - untilNanos > 0) {
                    throw e;
                }
                LockSupport.parkNanos(AGAIN_NANOS);
            }
        }
    }

    /**
     * The result of a question.
     *
     * @throws KafkaException with the cause, or if there is no answer in time
     */
    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get(2L * ClientProperties.PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw cause instanceof KafkaException k ? k : new KafkaException(cause);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("no answer in time", e);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
