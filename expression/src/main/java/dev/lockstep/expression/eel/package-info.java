/**
 * The expression language of filter, compute, aggregate, join and splitter expressions: parsed by
 * ANTLR, checked with places, written out as Java source. {@link
 * dev.lockstep.expression.eel.EelUnit} is the entry; what the source calls is in {@code
 * eel.runtime}.
 */
@NullMarked
package dev.lockstep.expression.eel;

import org.jspecify.annotations.NullMarked;
