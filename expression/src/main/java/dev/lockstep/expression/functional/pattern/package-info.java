/**
 * Patterns in text: regular expressions with a bound on their work, and time formats in the manner
 * of strftime, always in UTC.
 */
@NullMarked
package dev.lockstep.expression.functional.pattern;

import org.jspecify.annotations.NullMarked;
