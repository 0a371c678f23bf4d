/** Tests of the state of aggregate functions. */
@NullMarked
package dev.lockstep.engine.window.aggregate.function;

import org.jspecify.annotations.NullMarked;
