/**
 * SPI of transports: what joins an adapter, which is a process of its own, with a window of a
 * project. Found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package dev.lockstep.api.transport;

import org.jspecify.annotations.NullMarked;
