package dev.lockstep.connectors.kafka;

/**
 * What a connector says about hot failover. Whoever runs a failover project takes it from here; the
 * connector's own publisher and subscriber refuse to run with {@link #isHot}.
 *
 * @param zooKeeper {@code host:port,...}; empty where the coordination is Kafka's
 * @param bufferedMessages of a standby
 * @param isOffsetId whether the record's offset numbers the block
 * @param isClientId whether ids that came with the blocks count, not those that are given here
 */
public record KafkaFailover(
        boolean isHot,
        String zooKeeper,
        int bufferedMessages,
        boolean isOffsetId,
        boolean isClientId) {}
