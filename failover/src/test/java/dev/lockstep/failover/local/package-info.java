@NullMarked
package dev.lockstep.failover.local;

import org.jspecify.annotations.NullMarked;
