package dev.lockstep.connectors.kafka;

/**
 * Where a connector reads or writes.
 *
 * @param brokers {@code host:port,host:port,...}, as Kafka's clients take them
 * @param partition from 0; or {@link #ALL}, or {@link #UNSAID}
 * @param urlHostPort the name that stands first in names of topics, and with {@code .M} behind it
 *     for the topic of metadata; empty where it was not given
 */
public record KafkaTopic(String brokers, String name, int partition, String urlHostPort) {
    /** Every partition there is: readers take them all, writers let the client choose. */
    public static final int ALL = -1;

    /** The only partition of the topic; one that has more must be named. */
    public static final int UNSAID = -2;

    /** Whether one partition was named. */
    public boolean isPartitionNamed() {
        return partition >= 0;
    }
}
