package dev.lockstep.expression.functional.tree;

import dev.lockstep.expression.functional.runtime.FunctionalScope;
import org.jspecify.annotations.Nullable;

/** A part of a compiled expression; unchangeable, so that it can be shared. Never throws. */
public interface Node {
    @Nullable Object evaluate(FunctionalScope scope);

    /** A literal, or a pattern made of one. */
    record Constant(@Nullable Object value) implements Node {
        @Override
        public @Nullable Object evaluate(FunctionalScope scope) {
            return value;
        }
    }

    /** A field, property, loop item or the result of an earlier function. */
    record Slot(int slot) implements Node {
        @Override
        public @Nullable Object evaluate(FunctionalScope scope) {
            return scope.value(slot);
        }
    }
}
