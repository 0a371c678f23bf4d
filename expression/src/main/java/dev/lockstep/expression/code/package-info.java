/**
 * Generating Java: what generated classes look like and how their source becomes a class. The
 * source is plain Java 5 style for Janino; names and literals of a model never enter it, only
 * ordinals and a constants array.
 */
@NullMarked
package dev.lockstep.expression.code;

import org.jspecify.annotations.NullMarked;
