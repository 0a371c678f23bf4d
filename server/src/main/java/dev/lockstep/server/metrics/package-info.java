/** Everything that the server counts, as text for Prometheus. */
@NullMarked
package dev.lockstep.server.metrics;

import org.jspecify.annotations.NullMarked;
