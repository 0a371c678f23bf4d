/** Compiled expressions as trees of nodes that evaluate themselves, and how texts become them. */
@NullMarked
package dev.lockstep.expression.functional.tree;

import org.jspecify.annotations.NullMarked;
