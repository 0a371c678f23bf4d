/**
 * What can go wrong in the functional language, at compile time and at run time, and the named
 * bounds.
 */
@NullMarked
package dev.lockstep.expression.functional.fault;

import org.jspecify.annotations.NullMarked;
