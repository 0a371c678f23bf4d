/**
 * What generated code calls at run time. Deterministic: no clock, locale, zone, randomness or I/O
 * of its own.
 */
@NullMarked
package dev.lockstep.expression.runtime;

import org.jspecify.annotations.NullMarked;
