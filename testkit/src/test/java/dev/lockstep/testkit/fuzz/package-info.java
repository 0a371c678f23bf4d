/** Proves of every fuzz target of the project that it finds a crash. */
@NullMarked
package dev.lockstep.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
