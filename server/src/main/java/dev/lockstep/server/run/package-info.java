/**
 * Runs a project: connectors on their own threads, bounded queues, one thread that steps the
 * engine, a clock that may be virtual. {@link dev.lockstep.server.run.ProjectRun} is the
 * composition root.
 */
@NullMarked
package dev.lockstep.server.run;

import org.jspecify.annotations.NullMarked;
