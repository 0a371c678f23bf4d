/**
 * The engine behind the port that failover drives: records and payloads in, numbered records out, a
 * digest of each window's history beside them. {@link dev.lockstep.engine.replica.EngineModel} is
 * the whole of it.
 */
@NullMarked
package dev.lockstep.engine.replica;

import org.jspecify.annotations.NullMarked;
