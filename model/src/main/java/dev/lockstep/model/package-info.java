/**
 * Projects as data: reading, checking and keeping project XML. {@link dev.lockstep.model.project}
 * holds the result, {@code dev.lockstep.model.xml} the hardened reader, {@code
 * dev.lockstep.model.validation} the checks.
 */
@NullMarked
package dev.lockstep.model;

import org.jspecify.annotations.NullMarked;
