/**
 * What runs inside the process of a node: one Kafka or ZooKeeper server, a watch on the process
 * that started it, and the word that it is ready. Only this package sees the libraries of the
 * servers, and nothing else of Lockstep, so that a node's class path needs no other module.
 */
@NullMarked
package dev.lockstep.brokers.node;

import org.jspecify.annotations.NullMarked;
