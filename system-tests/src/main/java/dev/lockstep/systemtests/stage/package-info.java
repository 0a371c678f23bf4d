/**
 * Real processes to be hurt: brokers, ZooKeeper nodes and engines, the wires between them, a
 * project under load.
 */
@NullMarked
package dev.lockstep.systemtests.stage;

import org.jspecify.annotations.NullMarked;
