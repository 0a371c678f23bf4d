/** Bugs planted in the engine's source, to see that the proofs find them. */
@NullMarked
package dev.lockstep.testkit.planted;

import org.jspecify.annotations.NullMarked;
