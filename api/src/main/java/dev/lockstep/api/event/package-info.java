/**
 * Opcodes and flags of events. Both are bytes in a block; the constants here are their only
 * meaning.
 */
@NullMarked
package dev.lockstep.api.event;

import org.jspecify.annotations.NullMarked;
