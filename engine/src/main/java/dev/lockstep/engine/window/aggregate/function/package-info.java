/**
 * The state of aggregate functions, one object a function of a window, arrays indexed by group.
 * Generated code calls the typed {@code add} and {@code remove} of each class directly: first the
 * group, then each argument's value and whether it is null. Nothing here rescans a group.
 */
@NullMarked
package dev.lockstep.engine.window.aggregate.function;

import org.jspecify.annotations.NullMarked;
