/** From text to a checked tree: the grammar, positions and syntax problems. */
@NullMarked
package dev.lockstep.expression.functional.grammar;

import org.jspecify.annotations.NullMarked;
