/**
 * The deterministic core: {@code step(entry) -> output blocks}. No clock, threads, randomness,
 * locale or I/O.
 */
@NullMarked
package dev.lockstep.engine;

import org.jspecify.annotations.NullMarked;
