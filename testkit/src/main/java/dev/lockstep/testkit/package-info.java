/** What proves the engine: naive reference interpreter, window verifier, seeds. */
@NullMarked
package dev.lockstep.testkit;

import org.jspecify.annotations.NullMarked;
