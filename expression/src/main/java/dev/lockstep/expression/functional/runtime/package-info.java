/**
 * What generated functional code stands on: conversions between values, and the state of one
 * evaluation.
 */
@NullMarked
package dev.lockstep.expression.functional.runtime;

import org.jspecify.annotations.NullMarked;
