/**
 * A checked project as immutable records, nearest to what its author wrote that an engine can use:
 * names resolved, edges split into single pairs, schemas complete, text trimmed and located.
 */
@NullMarked
package dev.lockstep.model.project;

import org.jspecify.annotations.NullMarked;
