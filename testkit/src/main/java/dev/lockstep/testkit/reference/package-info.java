/**
 * A naive interpreter of projects: one input event at a time, plain collections, everything
 * computed again from what is retained. Slow on purpose; shares no code with the engine. Decisions
 * where the public material is silent are in {@code docs/internals/reference-semantics.md}. Start
 * with {@link dev.lockstep.testkit.reference.ReferenceEngine}.
 */
@NullMarked
package dev.lockstep.testkit.reference;

import org.jspecify.annotations.NullMarked;
