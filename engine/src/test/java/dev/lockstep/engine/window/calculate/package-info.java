/** Tests of the algorithm Summary. */
@NullMarked
package dev.lockstep.engine.window.calculate;

import org.jspecify.annotations.NullMarked;
