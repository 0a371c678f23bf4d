/** The calculate window with the algorithm Summary: statistics of one variable as its rows come. */
@NullMarked
package dev.lockstep.engine.window.calculate;

import org.jspecify.annotations.NullMarked;
