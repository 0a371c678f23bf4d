/**
 * The functional language of functional windows, routers, filters and notifications: a whole
 * function context becomes one generated class that an engine window drives row by row.
 */
@NullMarked
package dev.lockstep.expression.functional;

import org.jspecify.annotations.NullMarked;
