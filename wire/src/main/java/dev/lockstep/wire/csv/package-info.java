/**
 * Comma-separated values in both directions: bytes straight into columns and back, without an
 * object per value or row.
 */
@NullMarked
package dev.lockstep.wire.csv;

import org.jspecify.annotations.NullMarked;
