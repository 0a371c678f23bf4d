/**
 * Digests of state over logical content: equal after a restore, with other block cuts and other
 * codes.
 */
@NullMarked
package dev.lockstep.engine.digest;

import org.jspecify.annotations.NullMarked;
