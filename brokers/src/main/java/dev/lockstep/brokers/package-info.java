/**
 * Kafka and ZooKeeper nodes as processes of their own, for the demonstration, for tests and for
 * trials of faults: each can be killed, frozen and started again. The processes end with the one
 * that started them, however that ends. This package needs nothing but the JDK; what the nodes are
 * made of never enters this process.
 */
@NullMarked
package dev.lockstep.brokers;

import org.jspecify.annotations.NullMarked;
