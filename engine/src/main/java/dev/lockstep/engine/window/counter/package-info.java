/** The counter window: how many events its inputs bring, and how fast. */
@NullMarked
package dev.lockstep.engine.window.counter;

import org.jspecify.annotations.NullMarked;
