/** Writes the generated classes of windows from their expressions. */
@NullMarked
package dev.lockstep.engine.codegen;

import org.jspecify.annotations.NullMarked;
