/**
 * Carries out over Kafka what the core of failover wants done: follows the journal and the inputs,
 * fences, commits. {@link dev.lockstep.failover.kafka.KafkaBus} is the whole of it; one project has
 * one transactional id, and whoever called {@code initTransactions} for it last is the only one who
 * can commit. The one rule for everything here: nothing but commits of the project's engines may
 * ever open a transaction on the journal or an output topic, since an open transaction holds up
 * everybody who reads behind it. {@code KafkaCoordination*}: how engines find each other by Kafka
 * alone.
 */
@NullMarked
package dev.lockstep.failover.kafka;

import org.jspecify.annotations.NullMarked;
