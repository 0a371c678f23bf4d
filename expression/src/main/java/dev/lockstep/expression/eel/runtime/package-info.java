/**
 * What generated expressions call: functions, conversions, regular expressions. Independent of
 * locale and time zone.
 */
@NullMarked
package dev.lockstep.expression.eel.runtime;

import org.jspecify.annotations.NullMarked;
