/** Runs every fuzz target of the project, and proves that each finds a crash. */
@NullMarked
package dev.lockstep.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
