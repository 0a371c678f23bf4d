@NullMarked
package dev.lockstep.server.failover;

import org.jspecify.annotations.NullMarked;
