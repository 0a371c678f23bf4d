/** Engines that keep rows outside the heap show what others show. */
@NullMarked
package dev.lockstep.testkit.store;

import org.jspecify.annotations.NullMarked;
