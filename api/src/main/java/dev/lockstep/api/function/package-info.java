/** SPI of functions that users add, found by {@link java.util.ServiceLoader}. */
@NullMarked
package dev.lockstep.api.function;

import org.jspecify.annotations.NullMarked;
