/**
 * Retention: which rows leave a window when. A pure function of the rows, the journal's time and,
 * where a field is named, the events' own time (semantics 2.2).
 */
@NullMarked
package dev.lockstep.engine.retention;

import org.jspecify.annotations.NullMarked;
