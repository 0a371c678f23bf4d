/**
 * Snapshots: an engine's whole state between two entries as named sections, each in frames with
 * checksums.
 */
@NullMarked
package dev.lockstep.engine.snapshot;

import org.jspecify.annotations.NullMarked;
