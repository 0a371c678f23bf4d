/**
 * What everything else shares: schemas, event blocks, opcodes, journal entries, error codes and the
 * SPIs. Depends on the JDK only. Read {@link dev.lockstep.api.block} next.
 */
@NullMarked
package dev.lockstep.api;

import org.jspecify.annotations.NullMarked;
