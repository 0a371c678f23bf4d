/** Points in time as text, by strftime patterns, in UTC and in English. */
@NullMarked
package dev.lockstep.wire.time;

import org.jspecify.annotations.NullMarked;
