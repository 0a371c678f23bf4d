package dev.lockstep.testkit.reference;

import org.jspecify.annotations.Nullable;

/**
 * Evaluates expression text over named values. Values are Long, Double, String, lists (arrays) or
 * null.
 */
public interface ReferenceExpressions {
    /** Gives the value of a field or reserved name. */
    @FunctionalInterface
    interface Names {
        /** The value, null where missing; throws IllegalArgumentException for an unknown name. */
        @Nullable Object value(String name);
    }

    /** The value of an expression; conditions give 1 or 0. */
    @Nullable Object evaluate(String text, Names names);

    /** The value of an expression of aggregate functions over a group. */
    @Nullable Object aggregate(String text, Group group);
}
