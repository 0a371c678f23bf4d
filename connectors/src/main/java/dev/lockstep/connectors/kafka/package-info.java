/**
 * The connector class {@code kafka}. {@link dev.lockstep.connectors.kafka.KafkaSettings} holds its
 * properties with their types, for whoever runs the topics; {@link
 * dev.lockstep.connectors.kafka.RecordReader} and {@link
 * dev.lockstep.connectors.kafka.RecordWriter} turn records into blocks and back. The publisher and
 * the subscriber here use them for a project without failover.
 */
@NullMarked
package dev.lockstep.connectors.kafka;

import org.jspecify.annotations.NullMarked;
