/**
 * Join windows (semantics 2.6): the dimension side has at most one row for a fact; a fact gives at
 * most one output row under the fact's key. A change of the dimension side regenerates the rows of
 * its facts unless the model forbids it.
 */
@NullMarked
package dev.lockstep.engine.window.join;

import org.jspecify.annotations.NullMarked;
