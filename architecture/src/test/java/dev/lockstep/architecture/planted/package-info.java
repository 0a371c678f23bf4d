/** Faults on purpose: what the checks must catch. */
@NullMarked
package dev.lockstep.architecture.planted;

import org.jspecify.annotations.NullMarked;
