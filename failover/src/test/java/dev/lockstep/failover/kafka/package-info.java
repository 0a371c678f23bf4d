@NullMarked
package dev.lockstep.failover.kafka;

import org.jspecify.annotations.NullMarked;
