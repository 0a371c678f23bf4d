/**
 * Both expression languages: grammars, type checks with positions, generated Java source, run-time
 * functions.
 */
@NullMarked
package dev.lockstep.expression;

import org.jspecify.annotations.NullMarked;
