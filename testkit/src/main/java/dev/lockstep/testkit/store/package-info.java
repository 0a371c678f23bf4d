/**
 * Engines whose rows are in stores, and stores in memory: for tests of what is kept outside the
 * heap.
 */
@NullMarked
package dev.lockstep.testkit.store;

import org.jspecify.annotations.NullMarked;
