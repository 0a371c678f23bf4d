/** Proofs that snapshots hold an engine's whole state. */
@NullMarked
package dev.lockstep.testkit.snapshot;

import org.jspecify.annotations.NullMarked;
