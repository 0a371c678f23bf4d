/**
 * The function library and its catalogue. A function is a static method with an annotation that
 * holds its meaning and an example that a test executes.
 */
@NullMarked
package dev.lockstep.expression.functional.functions;

import org.jspecify.annotations.NullMarked;
