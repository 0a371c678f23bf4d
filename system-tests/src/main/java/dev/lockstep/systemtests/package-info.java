/**
 * Faults of engines, brokers and coordinators, done to real processes at random moments, each round
 * compared with an undisturbed run. Used by the tests of this module and by the command {@code
 * chaos}.
 */
@NullMarked
package dev.lockstep.systemtests;

import org.jspecify.annotations.NullMarked;
